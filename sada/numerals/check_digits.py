"""Check digits of the numbers that name people and accounts: national and residence identities, IBAN."""

from __future__ import annotations

IBAN_LENGTH = 24  # of Saudi Arabia: SA, two check digits, two of the bank, eighteen of the account


def is_identity(digits: str) -> bool:
    """Whether ten digits are a national (1…) or residence (2…) identity: each second one doubled, the sum a ten."""
    if len(digits) != 10 or not digits.isdecimal() or int(digits[0]) not in (1, 2):
        return False
    numbers = [int(digit) for digit in digits]
    doubled = (sum(divmod(2 * number, 10)) for number in numbers[::2])
    return (sum(doubled) + sum(numbers[1::2])) % 10 == 0


def is_iban(written: str) -> bool:
    """Whether a Saudi IBAN, spaces allowed, leaves 1 when divided by 97 (ISO 13616)."""
    bare = "".join(written.split()).upper()
    if len(bare) != IBAN_LENGTH or not bare.startswith("SA") or not bare.isalnum():
        return False
    turned = bare[4:] + bare[:4]
    try:
        return int("".join(str(int(char, 36)) for char in turned)) % 97 == 1
    except ValueError:
        return False
