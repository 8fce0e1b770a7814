"""Whose desk it is."""

from sada.rules.routing import Route, route

PARENTS = {
    "ministry": "",
    "riyadh": "ministry",
    "jazan": "ministry",
    "jazan.sabya": "jazan",
    "jazan.fayfa": "jazan",
    "riyadh.afif": "riyadh",
    "riyadh.riyadh": "riyadh",
    "riyadh.an-naseem": "riyadh.riyadh",
}
DESKS = {"ministry", "riyadh", "jazan", "jazan.sabya"}


def to(units, baladiyat=(), **more):
    return route(units, baladiyat, PARENTS, DESKS, **more)


def test_a_baladiya_with_a_desk_answers_for_itself():
    assert to(["jazan"], ["jazan.sabya"]) == Route("jazan.sabya", "baladiya")


def test_a_baladiya_without_a_desk_is_answered_for_by_the_nearest_above_it():
    assert to(["jazan"], ["jazan.fayfa"]) == Route("jazan", "nearest_desk")
    assert to(["riyadh"], ["riyadh.an-naseem"]) == Route("riyadh", "nearest_desk")


def test_several_baladiyat_of_one_amana_are_the_amanas_matter():
    assert to(["jazan"], ["jazan.sabya", "jazan.fayfa"]) == Route("jazan", "amana")


def test_a_baladiya_alone_names_its_amana():
    assert to([], ["riyadh.afif"]) == Route("riyadh", "nearest_desk")


def test_the_first_amana_answers_and_the_others_see_it():
    assert to(["jazan", "riyadh"]) == Route("jazan", "several", ("riyadh",))


def test_the_ministry_sees_everything_below_it_without_being_told():
    assert to(["jazan", "ministry"]) == Route("jazan", "amana")


def test_what_concerns_the_ministry_first_is_the_ministrys():
    assert to(["ministry", "jazan"]) == Route("ministry", "ministry", ("jazan",))


def test_an_unsure_place_asks_for_a_persons_eye():
    assert to(["jazan"], unsure=["unit"]) == Route("jazan", "unsure")
    assert to(["jazan"], ["jazan.sabya"], unsure=["baladiya"]) == Route("jazan.sabya", "unsure")
    assert to(["jazan"], unsure=["tone"]) == Route("jazan", "amana")


def test_what_is_not_ours_names_who_it_is():
    assert to([], agency="water") == Route("", "not_ours", agency="water")
    assert to(["jazan"], agency="water") == Route("jazan", "amana", agency="water")


def test_what_concerns_nobody_goes_to_a_person():
    assert to([]) == Route("", "nobody")


def test_where_nobody_has_a_desk_nobody_is_made_up():
    assert route(["jazan"], [], PARENTS, set()).unit == ""


def test_a_circle_in_the_tree_does_not_hang():
    assert route(["a"], [], {"a": "b", "b": "a"}, set()).unit == ""
