"""What a person decided is kept beside the reports; the key of the hashes belongs to its owner alone."""

import os
import stat

import pandas as pd
import pytest

from ctip_analysis.definitions import (
    CORRECTION_COLUMNS,
    DECISION_COLUMNS,
    find_key,
    merge_decisions,
    read_corrections,
    read_decisions,
    write_decisions,
)
from ctip_analysis.errors import InputError


def question(subject, answer=""):
    row = dict.fromkeys(DECISION_COLUMNS, "") | {"question": "place", "subject": subject, "answer": answer}
    return pd.DataFrame([row])


def test_an_answer_stays_and_a_question_that_no_longer_comes_up_goes(tmp_path):
    path = tmp_path / "decisions.csv"
    former = pd.concat([question("ош", "KG-GO"), question("чуйка")], ignore_index=True)
    write_decisions(former, path)
    merged = merge_decisions(read_decisions(path), question("нарынка"))
    assert merged["subject"].tolist() == ["нарынка", "ош"]
    assert merged.set_index("subject")["answer"].to_dict() == {"нарынка": "", "ош": "KG-GO"}


def test_decisions_saved_with_semicolons_are_read_as_they_are(tmp_path):
    path = tmp_path / "decisions.csv"
    answered = question("ош", "Ошская область; кроме города").assign(reason='сказали "да"')
    path.write_text(answered.to_csv(index=False, sep=";"), encoding="utf-8-sig")
    read = read_decisions(path)
    assert read["answer"].tolist() == ["Ошская область; кроме города"]
    assert read["reason"].tolist() == ['сказали "да"']


def test_a_correction_without_a_reason_or_a_name_is_refused(tmp_path):
    path = tmp_path / "corrections.csv"
    path.write_text(",".join(CORRECTION_COLUMNS) + "\na.xlsx,1,D3,20,21,,\n", encoding="utf-8")
    with pytest.raises(InputError, match="reason is blank"):
        read_corrections(path)


def test_a_key_is_made_once_for_its_owner_only(tmp_path, monkeypatch):
    monkeypatch.delenv("CTIP_KEY", raising=False)
    path = tmp_path / "ctip.key"
    key = find_key(path)
    assert key == find_key(path)
    assert len(key) >= 32
    if os.name == "posix":
        assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_key_that_others_may_read_lies_among_the_results_or_is_short_is_refused(tmp_path, monkeypatch):
    monkeypatch.delenv("CTIP_KEY", raising=False)
    with pytest.raises(InputError, match="among the results"):
        find_key(tmp_path / "out" / "ctip.key", outside_of=tmp_path / "out")
    if os.name == "posix":
        path = tmp_path / "open.key"
        path.write_text("a long enough secret of ours")
        path.chmod(0o644)
        with pytest.raises(InputError, match="chmod 600"):
            find_key(path)
    monkeypatch.setenv("CTIP_KEY", "short")
    with pytest.raises(InputError, match="shorter"):
        find_key(tmp_path / "ctip.key")


def test_the_environment_s_key_goes_before_the_file(tmp_path, monkeypatch):
    monkeypatch.setenv("CTIP_KEY", "the secret of the network")
    assert find_key(tmp_path / "ctip.key") == b"the secret of the network"
    assert not (tmp_path / "ctip.key").exists()


def test_decisions_that_a_russian_excel_saved_are_read(tmp_path):
    path = tmp_path / "decisions.csv"
    header = ";".join(DECISION_COLUMNS)
    path.write_bytes(f"{header}\r\nplace;чуйка;;;;;;KG-C;Айгуль;\r\n;;;;;;;;;\r\n".encode("cp1251"))
    decisions = read_decisions(path)
    assert decisions.loc[0, ["subject", "answer", "decided_by"]].tolist() == ["чуйка", "KG-C", "Айгуль"]
    assert len(decisions) == 1
