import pytest
from hypothesis import given
from hypothesis import strategies as st

from participation.pabulib import Plan, Round, Unreadable, amount, read, write

META = "META\nkey;value\ndescription;Proef\nnum_projects;2\nnum_votes;2\nbudget;100\n"
META += "vote_type;approval\n"
PROJECTS = "PROJECTS\nproject_id;cost;votes;name\n1;60;2;Bankjes\n2;50,50;1;Een feest\n"
VOTES = "VOTES\nvoter_id;vote\na;1,2\nb;1\n"
FILE = META + PROJECTS + VOTES


def test_a_file_is_read():
    found = read(FILE.encode())
    assert found == Round(
        100_00,
        [Plan("1", 60_00, "Bankjes"), Plan("2", 50_50, "Een feest")],
        [frozenset("12"), frozenset("1")],
        {"description": "Proef"},
    )


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(("\ufeff" + FILE).encode(), id="with a mark of its encoding"),
        pytest.param(FILE.replace("\n", "\r\n").encode(), id="as Windows ends lines"),
        pytest.param(FILE.replace("50,50", "50.5").encode(), id="a point and one digit"),
        pytest.param(FILE.replace("META", "meta", 1).encode(), id="small letters"),
        pytest.param(FILE.replace("\nPROJ", "\n\n\nPROJ").encode(), id="empty lines"),
        pytest.param(FILE.replace("\n", ";\n").encode(), id="a sign too many in each line"),
        pytest.param(FILE.replace("Bankjes", '"Bankjes"').encode(), id="quoted"),
        pytest.param(FILE.replace("1,2", " 1 , 2 ").encode(), id="spaces"),
    ],
)
def test_the_same_is_read_however_it_is_written(content):
    assert read(content) == read(FILE.encode())


def test_counts_may_be_left_out_and_a_ballot_may_be_empty():
    text = FILE.replace("num_projects;2\nnum_votes;2\n", "").replace(";votes", ";district")
    found = read((text + "c;\nd;\n").encode())
    assert found.ballots[2:] == [frozenset()] * 2


def changed(old: str, new: str) -> bytes:
    assert old in FILE
    return FILE.replace(old, new).encode()


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "leeg"),
        (b" \n ", "leeg"),
        (b"\xff\xfeM\x00E\x00", "UTF-8"),
        (FILE.replace("Bankjes", "Café").encode("cp1252"), "UTF-8"),
        (changed("Bankjes", "Bank\x00jes"), "tekens"),
        (b"PK\x03\x04 een zipbestand", "tekens"),
        (b"naam;bedrag\nfeest;50\n", "Regel 1: het bestand begint niet met META"),
        ((META + PROJECTS).encode(), "Het deel VOTES ontbreekt"),
        ((META + VOTES).encode(), "Regel 8: het deel VOTES staat hier niet op zijn plaats"),
        ((PROJECTS + META + VOTES).encode(), "Regel 1: het deel PROJECTS staat hier niet"),
        ((FILE + VOTES).encode(), "Regel 16: het deel VOTES staat hier niet"),
        ((META + PROJECTS + "VOTES\n").encode(), "Het deel VOTES is leeg"),
        ((META + "PROJECTS\nproject_id;cost\n" + VOTES).encode(), "heeft geen plannen"),
        (changed("budget;100\n", ""), "ontbreekt “budget”"),
        (changed("vote_type;approval", "vote_type;ordinal"), "Regel 7: stemmen van de soort"),
        (changed("budget;100", "budget;100\nbudget;200"), "Regel 7: “budget” staat er twee keer"),
        (changed("description;Proef", "description"), "Regel 3: achter “description” staat geen"),
        (changed("budget;100", "budget;-5"), "Regel 6: het budget is minder dan nul"),
        (changed("budget;100", "budget;veel"), "Regel 6: het budget is geen bedrag (“veel”)"),
        (changed(";60;", ";-60;"), "Regel 10: wat plan 1 kost is minder dan nul"),
        (changed(";60;", ";1.250;"), "Schrijf een bedrag zonder punt voor de duizenden"),
        (changed(";60;", ";;"), "Regel 10: wat plan 1 kost is geen bedrag"),
        (changed(";60;", ";6e3;"), "geen bedrag"),
        (changed(";60;", f";{'9' * 400};"), "geen bedrag"),
        (changed("project_id;", "nummer;"), "moet één kolom “project_id” hebben"),
        (changed("voter_id;vote", "voter_id;stem"), "moet één kolom “vote” hebben"),
        (changed("2;50,50;1;", "1;50,50;1;"), "Regel 11: plan 1 staat er twee keer"),
        (changed("2;50,50;1;", ";50,50;1;"), "kan geen nummer van een plan zijn"),
        (changed("2;50,50;1;Een feest", "2"), "Regel 11: hier staan 1 vakjes"),
        (changed("Een feest", "Een feest; en nog een"), "Regel 11: hier staan 5 vakjes"),
        (changed("a;1,2", "a;1,7"), "Regel 14: deze stem is voor plan “7”"),
        (changed("a;1,2", "a;1,,2"), "Regel 14: deze stem is voor plan “”"),
        (changed("a;1,2", "a;1,2,1"), "Regel 14: in deze stem staat een plan twee keer"),
        (changed("b;1", "a;1"), "Regel 15: iedereen stemt één keer"),
        (changed("b;1", ";1"), "Regel 15: iedereen stemt één keer"),
        (changed("num_votes;2", "num_votes;3"), "volgens num_votes zijn er 3 stemmen, maar"),
        (changed("num_projects;2", "num_projects;x"), "volgens num_projects zijn er x plannen"),
        (changed(";60;2;", ";60;5;"), "Regel 10: plan 1 heeft er “5” als aantal stemmen"),
        (changed("Bankjes", '"Bankjes'), "aanhalingsteken"),
        (changed("Bankjes", '"Bank"jes'), "Regel 10: er staat een aanhalingsteken"),
    ],
)
def test_what_is_wrong_is_said_with_its_place(content, says):
    with pytest.raises(Unreadable) as problem:
        read(content)
    assert says in str(problem.value)


def test_a_book_is_not_read():
    with pytest.raises(Unreadable, match="20 MB"):
        read(b"x" * 20_000_001)


@given(st.binary(max_size=300) | st.text(max_size=300).map(lambda text: (META + text).encode()))
def test_nothing_but_a_sentence_comes_of_rubbish(content):
    with pytest.raises(Unreadable):
        read(content)


def test_what_is_written_tells_nothing_of_the_order_of_voting():
    one = Round(100_00, [Plan("2", 1), Plan("10", 2)], [frozenset({"10"}), frozenset({"2", "10"})])
    two = Round(one.budget, one.plans, list(reversed(one.ballots)))
    assert write(one) == write(two)
    assert "VOTES\nvoter_id;vote\n1;10\n2;2,10\n" in write(one)
    assert "PROJECTS\nproject_id;cost;votes;name;selected\n2;0.01;1;;1\n" in write(one, ["2"])


names = st.text(max_size=30).map(lambda name: " ".join(name.split())).filter(str.isprintable)


@given(st.data())
def test_what_is_written_is_read_again(data):
    number = data.draw(st.integers(1, 5))
    plans = [
        Plan(str(one), data.draw(st.integers(0, 10**12)), data.draw(names))
        for one in range(1, number + 1)
    ]
    ballots = data.draw(st.lists(st.frozensets(st.sampled_from([one.reference for one in plans]))))
    found = Round(data.draw(st.integers(0, 10**12)), plans, ballots, {"description": "Een; proef"})
    again = read(write(found).encode())
    assert again.plans == plans
    assert (again.budget, again.meta) == (found.budget, found.meta)
    assert sorted(map(sorted, again.ballots)) == sorted(map(sorted, ballots))


def test_an_amount_is_written_as_the_format_has_it():
    assert [amount(cents) for cents in (0, 5, 100, 1050, 125_000)] == [
        "0",
        "0.05",
        "1",
        "10.50",
        "1250",
    ]
