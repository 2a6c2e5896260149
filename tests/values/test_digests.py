import hashlib
import hmac
import stat
from pathlib import Path

import pyarrow as pa
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from govclean.errors import UsageError
from govclean.values import sm3
from govclean.values.digests import Key, digests_of, digests_of_file, hmac_of, keyed_hashes
from govclean.values.sm3 import Sm3, new_sm3

VECTORS = yaml.safe_load(Path(__file__).with_name("digest_vectors.yaml").read_text(encoding="utf-8"))
KEY = Key(b"an invented key of the tests")


@pytest.mark.parametrize("case", VECTORS["sm3"], ids=lambda case: case["name"])
@pytest.mark.parametrize("make", [Sm3, new_sm3])
def test_sm3_is_what_the_standard_prints(case, make):
    assert make(case["message"].encode()).hexdigest() == case["digest"]


@given(st.binary(max_size=300), st.integers(0, 300))
def test_our_own_sm3_is_that_of_openssl_however_the_bytes_arrive(data, cut):
    own = Sm3(data[:cut])
    own.digest()  # asking in between changes nothing
    own.update(data[cut:])
    assert own.digest() == Sm3(data).digest() == _openssl(data, own)


def test_where_openssl_has_no_sm3_our_own_is_used(monkeypatch):
    monkeypatch.setattr(sm3.hashlib, "algorithms_available", {"sha256"})
    assert isinstance(new_sm3(), Sm3)
    assert hmac_of(KEY, b"abc") == hmac.new(KEY.secret, b"abc", Sm3Like).digest()


@pytest.mark.parametrize("case", VECTORS["hmac_sha256"], ids=lambda case: case["name"])
def test_hmac_is_what_the_rfc_prints(case):
    key = Key(bytes.fromhex(case["key"]))
    assert hmac_of(key, case["message"].encode(), "sha256").hex() == case["digest"]


@given(st.binary(min_size=16, max_size=200), st.binary(max_size=100))
def test_hmac_is_that_of_python_for_keys_short_and_long(secret, data):
    assert hmac_of(Key(secret), data, "sha256") == hmac.digest(secret, data, "sha256")
    assert hmac_of(Key(secret), data, "sm3") == hmac.new(secret, data, Sm3Like).digest()


def test_the_digests_of_a_file_are_those_of_its_bytes(tmp_path):
    data = b"\0\xff" * 700_000  # more than is read at once
    (tmp_path / "drop.bin").write_bytes(data)
    assert digests_of_file(tmp_path / "drop.bin") == digests_of(data)
    assert digests_of(data).sha256 == hashlib.sha256(data).hexdigest()


def test_equal_values_have_equal_hashes_and_an_empty_cell_has_none():
    hashes = keyed_hashes(pa.array(["a", None, "b", "a"]), KEY).to_pylist()
    assert hashes[0] == hashes[3] == hmac_of(KEY, b"a").hex()
    assert hashes[1] is None
    assert len(set(hashes)) == 3


def test_the_same_value_cannot_be_joined_across_keys_algorithms_and_contexts():
    value, other = pa.array(["41010219850101231X"]), Key(b"another key of the tests")
    hashes = [
        keyed_hashes(value, key, algorithm, context)[0].as_py()
        for key in (KEY, other)
        for algorithm in ("sm3", "sha256")
        for context in ("", "people", "companies")
    ]
    assert len(set(hashes)) == len(hashes)


def test_a_key_is_read_without_the_line_end_an_editor_left(tmp_path):
    assert Key.read(_file(tmp_path, b"0123456789abcdef\n")) == Key(b"0123456789abcdef")


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o666, 0o610])
def test_a_key_that_others_can_reach_is_refused(tmp_path, mode):
    path = _file(tmp_path, b"0123456789abcdef")
    path.chmod(mode)
    with pytest.raises(UsageError) as caught:
        Key.read(path)
    assert "chmod 600" in str(caught.value)


@pytest.mark.parametrize("secret", [b"", b"  \n", b"too short", b"x" * 5000])
def test_a_key_too_short_or_too_long_is_refused_and_not_shown(tmp_path, secret):
    with pytest.raises(UsageError) as caught:
        Key.read(_file(tmp_path, secret))
    assert "openssl rand" in str(caught.value)
    assert not secret.strip() or secret.decode() not in str(caught.value)


def test_a_key_that_is_not_there_is_told(tmp_path):
    with pytest.raises(UsageError, match="cannot be read"):
        Key.read(tmp_path / "nowhere")


def test_a_key_is_not_shown_and_its_id_tells_keys_apart():
    assert "invented" not in repr(KEY)
    assert len(KEY.id) == 16
    assert KEY.id == Key(KEY.secret).id != Key(b"another key of the tests").id


class Sm3Like(Sm3):
    """Our SM3 with what Python's own hmac wants to know."""

    digest_size, block_size = 32, 64

    def copy(self):
        other = type(self)()
        other.__dict__.update(self.__dict__)
        return other


def _openssl(data, own):
    return hashlib.new("sm3", data).digest() if "sm3" in hashlib.algorithms_available else own.digest()


def _file(folder, secret):
    path = folder / "key"
    path.write_bytes(secret)
    path.chmod(stat.S_IRUSR | stat.S_IWUSR)
    return path
