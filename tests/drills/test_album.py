"""Two phones send many photos to the embedded platform at once, and nobody else waits for them."""

import time
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from pathlib import Path
from statistics import median
from uuid import uuid4

import pytest
from PIL import Image

from .conftest import moved_in
from .house import House, Somebody

EACH = 10
MOST_MEGABYTES = 300
PATIENCE = 180  # seconds


@pytest.fixture
def house(tmp_path, static):
    house = House(tmp_path, static, f"sqlite:///{tmp_path / 'wijk.sqlite3'}")
    yield house
    house.stop()


def twelve_megapixels() -> bytes:
    """As heavy as what a phone makes: 4,000 by 3,000, some 4 MB, with metadata."""
    exif = Image.Exif()
    exif[0x0112], exif[0x013B] = 6, "Fatima"
    file = BytesIO()
    grain = Image.effect_noise((2000, 1500), 70).resize((4000, 3000)).convert("RGB")
    grain.save(file, "JPEG", quality=92, exif=exif)
    return file.getvalue()


@pytest.mark.full
def test_twenty_photos_from_two_phones_at_once_are_all_there_and_pages_stay_quick(house):
    known = moved_in(house, residents=1, ideas=1)
    sessions = house.python("from tests.drills.people import team; team(2)")
    house.start_web(workers=1, threads=4)
    house.start_worker()
    content = twelve_megapixels()
    assert 3 < len(content) / 1024**2 < 8
    address = f"/initiatief/{known.initiatives[0]}/fotos/beheren/"

    def send(phone: Somebody) -> set[int]:
        key = uuid4()
        sent = {"key": key, "one_by_one": "yes"}
        return {
            phone.upload(address, {"photos": content}, **sent, number=number).status
            for number in range(EACH)
        }

    def read() -> float:
        answer = house.visitor().get(known.pages[0])
        assert answer.status == 200
        return answer.seconds

    for _ in range(10):
        read()
    quiet = median(read() for _ in range(30))
    meanwhile: list[float] = []
    largest = 0.0
    with ThreadPoolExecutor(2) as pool:
        sending = [pool.submit(send, house.signed_in(session)) for session in sessions]
        until = time.monotonic() + PATIENCE
        while not (all(one.done() for one in sending) and _ready(house) == 2 * EACH):
            assert time.monotonic() < until, f"{_ready(house)} of {2 * EACH} are ready"
            meanwhile.append(read())
            largest = max(largest, _megabytes_of_web(house))
            time.sleep(0.1)
    print(
        f"a page: {quiet * 1000:.1f} ms before, {median(meanwhile) * 1000:.1f} ms meanwhile; "
        f"the web process at most {largest:.0f} MB"
    )
    assert set().union(*(one.result() for one in sending)) == {204}
    assert largest < MOST_MEGABYTES
    assert median(meanwhile) <= 2 * quiet
    media = Path(house.environment["DATA_DIR"])
    left = [file for file in media.rglob("*") if file.is_file() and file.name == "original"]
    assert left == []
    made = list(media.rglob("photos/*/*.jpeg"))
    assert len(made) == 2 * EACH * 3
    assert not any(b"Fatima" in file.read_bytes() for file in made)


def _ready(house: House) -> int:
    return house.number("SELECT COUNT(*) FROM initiatives_photo WHERE state = 'ready'")


def _megabytes_of_web(house: House) -> float:
    """Of the largest process that serves pages."""
    master = house.web
    children = Path(f"/proc/{master}/task/{master}/children").read_text().split()
    return max(
        int(Path(f"/proc/{pid}/status").read_text().partition("VmRSS:")[2].split()[0]) / 1024
        for pid in [*children, str(master)]
    )
