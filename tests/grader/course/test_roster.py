"""The class's CSV file as each platform writes it: every hand-in gets its student, and what does not match is told."""

import csv
import io

import pytest

from grader.course.hand_ins import HandedIn, HandInPlace
from grader.course.roster import RosterError, matched, read_roster
from grader.exports.people import known_ids, matched_people, note_ids
from grader.exports.source import Export, Graded, Mark
from grader.exports.spreadsheets import blackboard, brightspace, canvas, moodle

CANVAS = (
    "Student,ID,SIS User ID,SIS Login ID,Section,fork\n"
    "    Points Possible,,,,,40\n"
    '"Doe, Jane",12345,S1,jane,Monday,\n"Roe, John",12346,S2,john,Tuesday,\n'
)
MOODLE = (
    "Identifier,Full name,Email address,Status\n"
    "Participant 123,Ann Smith,ann@x.edu,\nParticipant 124,Zoë Roe,zoe@x.edu,\n"
)
MOODLE_NAMES = "First name,Surname,ID number,Email address\nAnn,Smith,77,ann@x.edu\nZoë,Roe,78,zoe@x.edu\n"
BLACKBOARD = '"Last Name"\t"First Name"\t"Username"\t"Student ID"\nDoe\tJane\tjdoe\t1\nRoe\tJohn\ta_roe\t2\n'
BRIGHTSPACE = (
    "OrgDefinedId,Username,Last Name,First Name,End-of-Line Indicator\n#123,#ann,Smith,Ann,#\n#124,#bob,Roe,Bob,#\n"
)
GRADESCOPE = "Name,SID,Email\nAnn Smith,1001,ann@x.edu\nBob Roe,1002,bob@x.edu\n"
GITHUB = "identifier,github_username,github_id,name\nann@x.edu,ann-hub,1,\nbob@x.edu,bob-hub,2,\n"
OUR_OWN = "student;name;email;section;folder\na1;Ann Smith;ann@x.edu;1;hand-in 7\nb2;Bob Roe;bob@x.edu;2;hand-in 9\n"


def handed(student, platform="", **ids):
    return HandedIn(student, (HandInPlace(None),), platform=platform, ids=ids)


@pytest.mark.parametrize(
    ("text", "hand_ins", "students"),
    [
        (CANVAS, [handed("doejane", "canvas", id="12345"), handed("roejohn")], ["jane", "john"]),
        (
            MOODLE,
            [handed("Ann Smith", "moodle", id="123"), handed("Zoe\u0308 Roe")],
            ["Participant 123", "Participant 124"],
        ),
        (MOODLE_NAMES, [handed("Ann Smith", "moodle", id="123"), handed("Zoë Roe")], ["77", "78"]),
        (BLACKBOARD, [handed("jdoe"), handed("a_roe")], ["jdoe", "a_roe"]),
        (BRIGHTSPACE, [handed("Ann Smith", "brightspace", id="900-1"), handed("Bob Roe")], ["ann", "bob"]),
        (
            GRADESCOPE,
            [handed("x", sid="1001"), handed("y", email="bob@x.edu")],
            ["1001", "1002"],
        ),
        (GITHUB, [handed("ann-hub", "github", id="ann-hub"), handed("bob-hub")], ["ann-hub", "bob-hub"]),
        (OUR_OWN, [handed("hand-in 7"), handed("BOB ROE")], ["a1", "b2"]),
    ],
)
def test_each_platforms_file_names_the_students(tmp_path, text, hand_ins, students):
    (tmp_path / "roster.csv").write_text(text, encoding="utf-8-sig")
    found, told = matched(hand_ins, read_roster(tmp_path / "roster.csv"))
    assert [one.student for one in found] == students
    assert told == []


def test_unknown_and_missing_students_are_listed(tmp_path):
    (tmp_path / "roster.csv").write_text(GRADESCOPE)
    found, told = matched([handed("stranger"), handed("Ann Smith")], read_roster(tmp_path / "roster.csv"))
    assert [one.student for one in found] == ["stranger", "1001"]
    assert told[0].startswith("stranger is not in the roster") and told[1] == "1 of the roster handed in nothing: 1002"


def test_a_name_that_fits_two_is_not_guessed(tmp_path):
    (tmp_path / "roster.csv").write_text("name,sid\nAnn Smith,1\nAnn Smith,2\n")
    found, told = matched([handed("Ann Smith")], read_roster(tmp_path / "roster.csv"))
    assert found[0].student == "Ann Smith" and "fits several" in told[0]


@pytest.mark.parametrize("text", ["", "\n\n", "colour,size\nred,3\n", "student,name\n", 'a,"b\nc'])
def test_a_file_that_is_no_roster_is_told(tmp_path, text):
    (tmp_path / "roster.csv").write_text(text)
    with pytest.raises(RosterError, match=r"roster\.csv"):
        read_roster(tmp_path / "roster.csv")
    with pytest.raises(RosterError, match="cannot be read"):
        read_roster(tmp_path / "none.csv")


def exported(students, people):
    marks = {"fork/a": Mark(1.5, 2.0), "pool/b": Mark(None, 3.0)}
    graded = tuple(Graded(student, marks, 5.0) for student in students)
    return Export("A course", {"fork/a": 2.0, "pool/b": 3.0}, graded, people).only({"fork"})


def rows(text):
    return list(csv.reader(io.StringIO(text.removeprefix("\ufeff"))))


def test_exports_carry_the_platforms_own_ids_and_only_what_was_set(tmp_path):
    def people(text, *students):
        (tmp_path / "roster.csv").write_text(text)
        return matched_people(students, read_roster(tmp_path / "roster.csv"), {}).people

    assert rows(canvas(exported(["jane"], people(CANVAS, "jane"))))[0][-1] == "fork"
    assert rows(canvas(exported(["jane"], people(CANVAS, "jane"))))[2] == [
        *("Doe, Jane", "12345", "S1", "jane", "Monday", "1.5")
    ]
    found = rows(moodle(exported(["Participant 123"], people(MOODLE, "Participant 123"))))
    assert found[0][:4] == ["Identifier", "Full name", "Email address", "fork"]
    assert found[1][:4] == ["Participant 123", "Ann Smith", "ann@x.edu", "1.5"]
    found = rows(blackboard(exported(["jdoe"], people(BLACKBOARD, "jdoe"))))
    assert found == [["Last Name", "First Name", "Username", "Student ID", "fork"], ["Doe", "Jane", "jdoe", "1", "1.5"]]
    found = rows(brightspace(exported(["ann"], people(BRIGHTSPACE, "ann"))))
    assert found[1] == ["#123", "#ann", "1.5", "#"]


def test_ids_in_the_names_of_downloads_are_kept_for_the_export(tmp_path):
    note_ids([handed("doejane", "canvas", id="12345")], tmp_path / "k" / "students.json")
    note_ids([handed("Ann", "moodle", id="7")], tmp_path / "k" / "students.json")
    known = known_ids(tmp_path / "k" / "students.json")
    assert known == {"doejane": {"id": "12345"}, "Ann": {"identifier": "Participant 7"}}
    people = matched_people(["doejane"], None, known).people
    assert rows(canvas(exported(["doejane"], people)))[2][:4] == ["doejane", "12345", "", "doejane"]
    (tmp_path / "bad.json").write_text("[1]")
    assert known_ids(tmp_path / "bad.json") == {} == known_ids(tmp_path / "none.json")
