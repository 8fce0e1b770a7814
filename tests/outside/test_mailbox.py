"""Mailboxes over IMAP and in a folder, against a local server: order, marks, new numbers, limits, refusals."""

import pytest

from sada.outside.mail_text import read_mail
from sada.outside.mailbox import open_mailbox, place_of
from sada.outside.opening import open_bytes
from sada.ports import FetchFailed, Heard, Quarantined
from tests.outside.post_office import PASSWORD, PostOffice, letter


@pytest.fixture
def office():
    server = PostOffice()
    yield server
    server.shutdown()
    server.server_close()


def box(office, password=PASSWORD, allowed=lambda address, port: True):
    return open_mailbox(office.address, {"press@127.0.0.1": password}, (), allowed)


def titles(posted):
    return [record.content.title for record in posted.records]


def test_new_mails_come_once_in_order_and_stay_unread(office):
    office.put(letter(subject="الأول"), letter(subject="الثاني"))
    first = box(office).look("")
    assert (titles(first), first.mark) == (["الأول", "الثاني"], "7:2")
    assert box(office).look(first.mark).records == ()
    office.put(letter(subject="الثالث"))
    assert titles(box(office).look(first.mark)) == ["الثالث"]
    assert any(said.startswith("EXAMINE") for said in office.heard)
    assert not any("BODY[" in said for said in office.heard)


def test_with_new_numbers_the_box_is_read_anew(office):
    office.put(letter())
    mark = box(office).look("").mark
    office.validity = 8
    assert len(box(office).look(mark).records) == 1


def test_at_most_fifty_a_look_and_the_rest_next_time(office):
    office.put(*(letter(subject=f"سؤال {n}") for n in range(60)))
    first = box(office).look("")
    assert (len(first.records), first.mark) == (50, "7:50")
    assert len(box(office).look(first.mark).records) == 10


def test_an_oversized_mail_is_quarantined_by_its_head_and_holds_up_nothing(office):
    office.put(letter(subject="كبير"), letter(subject="صغير"))
    office.sizes[1] = 31 << 20
    large, small = box(office).look("").records
    assert large.content == Quarantined("too_large", f"{31 << 20} bytes")
    assert small.content.title == "صغير"


def test_a_wrong_password_a_private_address_and_a_silent_server_are_failures(office):
    with pytest.raises(FetchFailed, match="network"):
        box(office, password="wrong").look("")
    with pytest.raises(FetchFailed, match="refused_address"):
        box(office, allowed=lambda address, port: False).look("")
    with pytest.raises(FetchFailed, match="no password"):
        open_mailbox(office.address, {}, ())
    office.shutdown()
    office.server_close()
    with pytest.raises(FetchFailed, match="network"):
        box(office).look("")


@pytest.mark.parametrize("address", ["imaps://mail.example/INBOX", "pop://a@b", "imaps://a@b:x/", "", "imaps:///x"])
def test_an_address_that_is_none_is_refused(address):
    with pytest.raises(FetchFailed):
        place_of(address)


def test_a_folder_gives_each_mail_once_and_moves_it_when_it_is_kept(tmp_path):
    (tmp_path / "new").mkdir()
    (tmp_path / "new" / "1.host").write_bytes(letter(subject="الأول"))
    (tmp_path / "saved.eml").write_bytes(letter(subject="الثاني"))
    folder = open_mailbox(f"maildir:{tmp_path}", {}, (tmp_path.parent,))
    posted = folder.look("")
    assert titles(posted) == ["الأول", "الثاني"]
    assert titles(open_mailbox(f"maildir:{tmp_path}", {}, (tmp_path,)).look("")) == ["الأول", "الثاني"]
    folder.done(posted)
    assert folder.look("").records == ()
    assert sorted(path.name for path in (tmp_path / "cur").iterdir()) == ["1.host:2,S", "saved.eml:2,S"]


def test_no_folder_outside_those_allowed_is_read(tmp_path):
    for address in (f"maildir:{tmp_path}/../..", "maildir:/etc"):
        with pytest.raises(FetchFailed, match="SADA_MAILDIRS"):
            open_mailbox(address, {}, (tmp_path,))


def test_a_mail_says_who_writes_what_it_answers_and_when_it_arrived():
    raw = letter(
        subject="Re: رد: استفسار",
        In_Reply_To="<ours@sada>",
        References="<first@alwaha.example> <ours@sada>",
        Received="from mx by mail; Sun, 22 Nov 2026 08:56:10 +0300",
        Message_ID="<second@alwaha.example>",
    )
    heard = read_mail(raw)
    assert (heard.title, heard.author, heard.medium) == ("استفسار", "سعد الناصر", "email")
    assert heard.letter.answers == ("<ours@sada>", "<first@alwaha.example>")
    assert (heard.letter.email, heard.letter.message_id) == ("saad@alwaha.example", "<second@alwaha.example>")
    assert heard.letter.arrived.isoformat() == "2026-11-22T08:56:10+03:00"
    assert not heard.letter.is_automatic


@pytest.mark.parametrize(
    "quoted",
    [
        "> نفيدكم بأن العمل جار",
        "On Sun, 22 Nov 2026 at 9:00, أمانة منطقة الرياض <sada@localhost> wrote:\n> نفيدكم",
        "في الأحد، 22 نوفمبر 2026 كتب أمانة الرياض <a@b.example>:\n> نفيدكم",
        "-----Original Message-----\nFrom: a@b.example",
        "From: أمانة <a@b.example>\nSent: Sunday\nنفيدكم",
        "من: أمانة <a@b.example>\nتاريخ الإرسال: الأحد\nنفيدكم",
    ],
)
def test_what_is_quoted_below_is_left_out(quoted):
    assert read_mail(letter(f"شكرًا، وما الموعد؟\n\n{quoted}")).body == "شكرًا، وما الموعد؟"


@pytest.mark.parametrize(
    "heads", [{"Auto_Submitted": "auto-replied"}, {"Precedence": "bulk"}, {"sender": "MAILER-DAEMON@mx.example"}]
)
def test_a_robot_is_known(heads):
    assert read_mail(letter(**heads)).letter.is_automatic


def test_old_encodings_and_markup_are_read():
    raw = b"From: a@b.example\nSubject: =?windows-1256?B?3+XR?=\nContent-Type: text/html; charset=windows-1256\n\n"
    heard = read_mail(raw + "<p>متى تعود <b>الإنارة</b>؟</p>".encode("cp1256"))
    assert "متى تعود" in heard.body
    assert "<" not in heard.body


@pytest.mark.parametrize("raw", [b"", b"\x00\x01", b"hello", b"From: a@b.example\n\n", b"Subject: \xff\xfe\n\nx"])
def test_what_is_no_mail_or_says_nothing_is_quarantined(raw):
    assert isinstance(read_mail(raw), Quarantined)


def test_an_eml_file_is_taken_in_as_any_other_file():
    opened = open_bytes(letter(), "سؤال.eml")
    assert opened.kind == "mail"
    assert isinstance(next(opened.records).content, Heard)
