"""Schema version 2: assessors, councils, visits, awards, papers on their way.

Literal SQL, as the tables stood when version 2 was made; never changed afterwards.
"""

from __future__ import annotations

from typing import Any

TABLES: tuple[str, ...] = (
    'CREATE TABLE "assessor" ("uid" TEXT NOT NULL PRIMARY KEY, "row_hash" TEXT NOT NULL, '
    '"programme_id" TEXT NOT NULL, "year" INTEGER NOT NULL, "place" INTEGER NOT NULL, '
    '"name" TEXT NOT NULL, "position" TEXT NOT NULL, "unit_name" TEXT NOT NULL, "active" '
    "INTEGER NOT NULL)",
    'CREATE UNIQUE INDEX "assessor_programme_id_year_name" ON "assessor" ("programme_id",'
    ' "year", "name")',
    'CREATE TABLE "assessor_file" ("uid" TEXT NOT NULL PRIMARY KEY, "row_hash" TEXT NOT '
    'NULL, "assessor_id" TEXT NOT NULL, "programme_id" TEXT NOT NULL, "programme_version"'
    ' INTEGER NOT NULL, "programme_fingerprint" TEXT NOT NULL, "year" INTEGER NOT NULL, '
    '"sequence" INTEGER NOT NULL, "public_key" TEXT NOT NULL, "contents" TEXT NOT NULL, '
    '"sha256" TEXT NOT NULL, "made_at" TEXT NOT NULL, "returned_sha256" TEXT NOT NULL, '
    '"returned_edition" INTEGER NOT NULL, "returned_at" TEXT, FOREIGN KEY ("assessor_id")'
    ' REFERENCES "assessor" ("uid") ON DELETE RESTRICT DEFERRABLE INITIALLY DEFERRED)',
    'CREATE INDEX "assessor_file_assessor_id" ON "assessor_file" ("assessor_id")',
    'CREATE TABLE "award" ("uid" TEXT NOT NULL PRIMARY KEY, "row_hash" TEXT NOT NULL, '
    '"owner" TEXT NOT NULL, "revision" INTEGER NOT NULL, "deleted" INTEGER NOT NULL, '
    '"programme_id" TEXT NOT NULL, "year" INTEGER NOT NULL, "registration_id" TEXT, '
    '"recognition_id" TEXT, "recipient_name" TEXT NOT NULL, "subject_kind" TEXT NOT NULL,'
    ' "kind" TEXT NOT NULL, "achievement" TEXT NOT NULL, "giver_name" TEXT NOT NULL, '
    '"status" TEXT NOT NULL, "decision_number" TEXT NOT NULL, "decision_date" DATE, '
    '"note" TEXT NOT NULL, FOREIGN KEY ("registration_id") REFERENCES "registration" '
    '("uid") ON DELETE RESTRICT DEFERRABLE INITIALLY DEFERRED, FOREIGN KEY '
    '("recognition_id") REFERENCES "recognition" ("uid") ON DELETE RESTRICT DEFERRABLE '
    "INITIALLY DEFERRED)",
    'CREATE INDEX "award_owner" ON "award" ("owner")',
    'CREATE INDEX "award_registration_id" ON "award" ("registration_id")',
    'CREATE INDEX "award_recognition_id" ON "award" ("recognition_id")',
    'CREATE TABLE "certificate_template" ("uid" TEXT NOT NULL PRIMARY KEY, "row_hash" '
    'TEXT NOT NULL, "name" TEXT NOT NULL, "kind" TEXT NOT NULL, "body_id" TEXT, '
    '"subject_kind" TEXT NOT NULL, "definition" TEXT NOT NULL, "background" TEXT NOT '
    'NULL, "active" INTEGER NOT NULL, FOREIGN KEY ("body_id") REFERENCES "body" ("uid") '
    "ON DELETE RESTRICT DEFERRABLE INITIALLY DEFERRED)",
    'CREATE INDEX "certificate_template_body_id" ON "certificate_template" ("body_id")',
    'CREATE TABLE "council" ("uid" TEXT NOT NULL PRIMARY KEY, "row_hash" TEXT NOT NULL, '
    '"kind" TEXT NOT NULL, "name" TEXT NOT NULL, "body_id" TEXT, "decision_number" TEXT '
    'NOT NULL, "decision_date" DATE, "rules" TEXT NOT NULL, "active" INTEGER NOT NULL, '
    'FOREIGN KEY ("body_id") REFERENCES "body" ("uid") ON DELETE RESTRICT DEFERRABLE '
    "INITIALLY DEFERRED)",
    'CREATE INDEX "council_body_id" ON "council" ("body_id")',
    'CREATE TABLE "council_member" ("uid" TEXT NOT NULL PRIMARY KEY, "row_hash" TEXT NOT '
    'NULL, "council_id" TEXT NOT NULL, "place" INTEGER NOT NULL, "name" TEXT NOT NULL, '
    '"position" TEXT NOT NULL, "role" TEXT NOT NULL, FOREIGN KEY ("council_id") '
    'REFERENCES "council" ("uid") ON DELETE RESTRICT DEFERRABLE INITIALLY DEFERRED)',
    'CREATE INDEX "council_member_council_id" ON "council_member" ("council_id")',
    'CREATE TABLE "dated_figure" ("uid" TEXT NOT NULL PRIMARY KEY, "row_hash" TEXT NOT '
    'NULL, "key" TEXT NOT NULL, "value" TEXT NOT NULL, "valid_from" DATE NOT NULL, '
    '"source" TEXT NOT NULL)',
    'CREATE UNIQUE INDEX "dated_figure_key_valid_from" ON "dated_figure" ("key", "valid_from")',
    'CREATE TABLE "desk_paper" ("uid" TEXT NOT NULL PRIMARY KEY, "row_hash" TEXT NOT '
    'NULL, "kind" TEXT NOT NULL, "programme_id" TEXT NOT NULL, "year" INTEGER NOT NULL, '
    '"body_id" TEXT, "about" TEXT NOT NULL, "title" TEXT NOT NULL, "stage" TEXT NOT NULL,'
    ' "form" TEXT NOT NULL, "texts" TEXT NOT NULL, "number" TEXT NOT NULL, "date" DATE, '
    '"issued_id" TEXT, "replaces_id" TEXT, "changed_at" TEXT NOT NULL, FOREIGN KEY '
    '("body_id") REFERENCES "body" ("uid") ON DELETE RESTRICT DEFERRABLE INITIALLY '
    'DEFERRED, FOREIGN KEY ("issued_id") REFERENCES "issued_paper" ("uid") ON DELETE '
    'RESTRICT DEFERRABLE INITIALLY DEFERRED, FOREIGN KEY ("replaces_id") REFERENCES '
    '"issued_paper" ("uid") ON DELETE RESTRICT DEFERRABLE INITIALLY DEFERRED)',
    'CREATE INDEX "desk_paper_body_id" ON "desk_paper" ("body_id")',
    'CREATE INDEX "desk_paper_about" ON "desk_paper" ("about")',
    'CREATE INDEX "desk_paper_issued_id" ON "desk_paper" ("issued_id")',
    'CREATE INDEX "desk_paper_replaces_id" ON "desk_paper" ("replaces_id")',
    'CREATE INDEX "desk_paper_programme_id_year_kind" ON "desk_paper" ("programme_id", '
    '"year", "kind")',
    'CREATE TABLE "desk_file" ("uid" TEXT NOT NULL PRIMARY KEY, "row_hash" TEXT NOT NULL,'
    ' "paper_id" TEXT NOT NULL, "role" TEXT NOT NULL, "file_name" TEXT NOT NULL, "size" '
    'INTEGER NOT NULL, "sha256" TEXT NOT NULL, "added_at" TEXT NOT NULL, FOREIGN KEY '
    '("paper_id") REFERENCES "desk_paper" ("uid") ON DELETE RESTRICT DEFERRABLE INITIALLY'
    " DEFERRED)",
    'CREATE INDEX "desk_file_paper_id" ON "desk_file" ("paper_id")',
    'CREATE INDEX "desk_file_sha256" ON "desk_file" ("sha256")',
    'CREATE TABLE "interest" ("uid" TEXT NOT NULL PRIMARY KEY, "row_hash" TEXT NOT NULL, '
    '"assessor_id" TEXT NOT NULL, "registration_id" TEXT NOT NULL, "reason" TEXT NOT '
    'NULL, "on" DATE NOT NULL, FOREIGN KEY ("assessor_id") REFERENCES "assessor" ("uid") '
    'ON DELETE RESTRICT DEFERRABLE INITIALLY DEFERRED, FOREIGN KEY ("registration_id") '
    'REFERENCES "registration" ("uid") ON DELETE RESTRICT DEFERRABLE INITIALLY DEFERRED)',
    'CREATE INDEX "interest_assessor_id" ON "interest" ("assessor_id")',
    'CREATE INDEX "interest_registration_id" ON "interest" ("registration_id")',
    'CREATE UNIQUE INDEX "interest_assessor_id_registration_id" ON "interest" '
    '("assessor_id", "registration_id")',
    'CREATE TABLE "meeting" ("uid" TEXT NOT NULL PRIMARY KEY, "row_hash" TEXT NOT NULL, '
    '"programme_id" TEXT NOT NULL, "year" INTEGER NOT NULL, "number" INTEGER NOT NULL, '
    '"round" INTEGER NOT NULL, "follows_id" TEXT, "body_id" TEXT, "council_id" TEXT, '
    '"subject" TEXT NOT NULL, "on" DATE, "starts" TEXT NOT NULL, "ends" TEXT NOT NULL, '
    '"venue" TEXT NOT NULL, "rules" TEXT NOT NULL, "opening" TEXT NOT NULL, "conclusion" '
    'TEXT NOT NULL, "closed" INTEGER NOT NULL, "closed_on" DATE, "held" INTEGER NOT NULL,'
    ' "notice_from" DATE, "notice_days" INTEGER, "notice_working" INTEGER NOT NULL, '
    '"notice_place" TEXT NOT NULL, "notice_closed_on" DATE, "notice_result" TEXT NOT '
    'NULL, FOREIGN KEY ("follows_id") REFERENCES "meeting" ("uid") ON DELETE RESTRICT '
    'DEFERRABLE INITIALLY DEFERRED, FOREIGN KEY ("body_id") REFERENCES "body" ("uid") ON '
    'DELETE RESTRICT DEFERRABLE INITIALLY DEFERRED, FOREIGN KEY ("council_id") REFERENCES'
    ' "council" ("uid") ON DELETE RESTRICT DEFERRABLE INITIALLY DEFERRED)',
    'CREATE INDEX "meeting_follows_id" ON "meeting" ("follows_id")',
    'CREATE INDEX "meeting_body_id" ON "meeting" ("body_id")',
    'CREATE INDEX "meeting_council_id" ON "meeting" ("council_id")',
    'CREATE INDEX "meeting_programme_id_year_number" ON "meeting" ("programme_id", '
    '"year", "number")',
    'CREATE TABLE "meeting_item" ("uid" TEXT NOT NULL PRIMARY KEY, "row_hash" TEXT NOT '
    'NULL, "meeting_id" TEXT NOT NULL, "place" INTEGER NOT NULL, "registration_id" TEXT '
    'NOT NULL, "registration_revision" INTEGER NOT NULL, "title" TEXT NOT NULL, "level" '
    'TEXT NOT NULL, "discussion" TEXT NOT NULL, "secret" INTEGER NOT NULL, "together" '
    'INTEGER NOT NULL, "issued" INTEGER, "collected" INTEGER, "invalid" INTEGER, '
    '"agreeing" INTEGER, "against" INTEGER, "written_sent" INTEGER, "written_returned" '
    'INTEGER, "written_invalid" INTEGER, "written_agreeing" INTEGER, "written_against" '
    'INTEGER, "chair_agrees" INTEGER, "result" TEXT NOT NULL, "given_title" TEXT NOT '
    'NULL, "given_level" TEXT NOT NULL, "reason" TEXT NOT NULL, "void" TEXT NOT NULL, '
    '"step_id" TEXT, FOREIGN KEY ("meeting_id") REFERENCES "meeting" ("uid") ON DELETE '
    'RESTRICT DEFERRABLE INITIALLY DEFERRED, FOREIGN KEY ("registration_id") REFERENCES '
    '"registration" ("uid") ON DELETE RESTRICT DEFERRABLE INITIALLY DEFERRED, FOREIGN KEY'
    ' ("step_id") REFERENCES "step" ("uid") ON DELETE RESTRICT DEFERRABLE INITIALLY '
    "DEFERRED)",
    'CREATE INDEX "meeting_item_meeting_id" ON "meeting_item" ("meeting_id")',
    'CREATE INDEX "meeting_item_registration_id" ON "meeting_item" ("registration_id")',
    'CREATE INDEX "meeting_item_step_id" ON "meeting_item" ("step_id")',
    'CREATE TABLE "meeting_member" ("uid" TEXT NOT NULL PRIMARY KEY, "row_hash" TEXT NOT '
    'NULL, "meeting_id" TEXT NOT NULL, "place" INTEGER NOT NULL, "name" TEXT NOT NULL, '
    '"position" TEXT NOT NULL, "role" TEXT NOT NULL, "presence" TEXT NOT NULL, "reason" '
    'TEXT NOT NULL, FOREIGN KEY ("meeting_id") REFERENCES "meeting" ("uid") ON DELETE '
    "RESTRICT DEFERRABLE INITIALLY DEFERRED)",
    'CREATE INDEX "meeting_member_meeting_id" ON "meeting_member" ("meeting_id")',
    'CREATE TABLE "nudge" ("uid" TEXT NOT NULL PRIMARY KEY, "row_hash" TEXT NOT NULL, '
    '"template_id" TEXT NOT NULL, "recipient" TEXT NOT NULL, "field" TEXT NOT NULL, '
    '"right" INTEGER NOT NULL, "down" INTEGER NOT NULL, FOREIGN KEY ("template_id") '
    'REFERENCES "certificate_template" ("uid") ON DELETE RESTRICT DEFERRABLE INITIALLY '
    "DEFERRED)",
    'CREATE INDEX "nudge_template_id" ON "nudge" ("template_id")',
    'CREATE INDEX "nudge_recipient" ON "nudge" ("recipient")',
    'CREATE TABLE "opinion" ("uid" TEXT NOT NULL PRIMARY KEY, "row_hash" TEXT NOT NULL, '
    '"meeting_id" TEXT NOT NULL, "item_id" TEXT, "on" DATE NOT NULL, "source" TEXT NOT '
    'NULL, "text" TEXT NOT NULL, "answer" TEXT NOT NULL, FOREIGN KEY ("meeting_id") '
    'REFERENCES "meeting" ("uid") ON DELETE RESTRICT DEFERRABLE INITIALLY DEFERRED, '
    'FOREIGN KEY ("item_id") REFERENCES "meeting_item" ("uid") ON DELETE RESTRICT '
    "DEFERRABLE INITIALLY DEFERRED)",
    'CREATE INDEX "opinion_meeting_id" ON "opinion" ("meeting_id")',
    'CREATE INDEX "opinion_item_id" ON "opinion" ("item_id")',
    'CREATE TABLE "printer_offset" ("uid" TEXT NOT NULL PRIMARY KEY, "row_hash" TEXT NOT '
    'NULL, "printer" TEXT NOT NULL, "paper" TEXT NOT NULL, "right" INTEGER NOT NULL, '
    '"down" INTEGER NOT NULL)',
    'CREATE UNIQUE INDEX "printer_offset_printer_paper" ON "printer_offset" ("printer", "paper")',
    'CREATE TABLE "profile_copy" ("uid" TEXT NOT NULL PRIMARY KEY, "row_hash" TEXT NOT '
    'NULL, "body_id" TEXT NOT NULL, "profile" TEXT NOT NULL, "text" TEXT NOT NULL, '
    '"changed_on" DATE NOT NULL, FOREIGN KEY ("body_id") REFERENCES "body" ("uid") ON '
    "DELETE RESTRICT DEFERRABLE INITIALLY DEFERRED)",
    'CREATE INDEX "profile_copy_body_id" ON "profile_copy" ("body_id")',
    'CREATE UNIQUE INDEX "profile_copy_body_id_profile" ON "profile_copy" ("body_id", "profile")',
    'CREATE TABLE "recusal" ("uid" TEXT NOT NULL PRIMARY KEY, "row_hash" TEXT NOT NULL, '
    '"item_id" TEXT NOT NULL, "member_id" TEXT NOT NULL, "reason" TEXT NOT NULL, FOREIGN '
    'KEY ("item_id") REFERENCES "meeting_item" ("uid") ON DELETE RESTRICT DEFERRABLE '
    'INITIALLY DEFERRED, FOREIGN KEY ("member_id") REFERENCES "meeting_member" ("uid") ON'
    " DELETE RESTRICT DEFERRABLE INITIALLY DEFERRED)",
    'CREATE INDEX "recusal_item_id" ON "recusal" ("item_id")',
    'CREATE INDEX "recusal_member_id" ON "recusal" ("member_id")',
    'CREATE TABLE "sheet_origin" ("uid" TEXT NOT NULL PRIMARY KEY, "row_hash" TEXT NOT '
    'NULL, "assessor_id" TEXT, "source" TEXT NOT NULL, "paper_total" INTEGER, FOREIGN KEY'
    ' ("assessor_id") REFERENCES "assessor" ("uid") ON DELETE RESTRICT DEFERRABLE '
    "INITIALLY DEFERRED)",
    'CREATE INDEX "sheet_origin_assessor_id" ON "sheet_origin" ("assessor_id")',
    'CREATE TABLE "sheet_total" ("uid" TEXT NOT NULL PRIMARY KEY, "row_hash" TEXT NOT '
    'NULL, "sheet_hash" TEXT NOT NULL, "exact" TEXT NOT NULL, "bonus" TEXT NOT NULL, '
    '"reasons" TEXT NOT NULL)',
    'CREATE TABLE "superseded_paper" ("uid" TEXT NOT NULL PRIMARY KEY, "row_hash" TEXT '
    'NOT NULL, "on" DATE NOT NULL, "reason" TEXT NOT NULL)',
    'CREATE TABLE "variant_choice" ("uid" TEXT NOT NULL PRIMARY KEY, "row_hash" TEXT NOT '
    'NULL, "registration_id" TEXT NOT NULL, "set_code" TEXT NOT NULL, FOREIGN KEY '
    '("registration_id") REFERENCES "registration" ("uid") ON DELETE RESTRICT DEFERRABLE '
    "INITIALLY DEFERRED)",
    'CREATE UNIQUE INDEX "variant_choice_registration_id" ON "variant_choice" ("registration_id")',
    'CREATE TABLE "visit" ("uid" TEXT NOT NULL PRIMARY KEY, "row_hash" TEXT NOT NULL, '
    '"programme_id" TEXT NOT NULL, "year" INTEGER NOT NULL, "place" INTEGER NOT NULL, '
    '"council_id" TEXT, "registration_id" TEXT NOT NULL, "on" DATE, "starts" TEXT NOT '
    'NULL, "ends" TEXT NOT NULL, "venue" TEXT NOT NULL, "team" TEXT NOT NULL, "hosts" '
    'TEXT NOT NULL, "findings" TEXT NOT NULL, "opinions" TEXT NOT NULL, "recommendation" '
    'TEXT NOT NULL, "reason" TEXT NOT NULL, "finished" INTEGER NOT NULL, "finished_on" '
    'DATE, FOREIGN KEY ("council_id") REFERENCES "council" ("uid") ON DELETE RESTRICT '
    'DEFERRABLE INITIALLY DEFERRED, FOREIGN KEY ("registration_id") REFERENCES '
    '"registration" ("uid") ON DELETE RESTRICT DEFERRABLE INITIALLY DEFERRED)',
    'CREATE INDEX "visit_council_id" ON "visit" ("council_id")',
    'CREATE INDEX "visit_registration_id" ON "visit" ("registration_id")',
    'CREATE TABLE "visit_photo" ("uid" TEXT NOT NULL PRIMARY KEY, "row_hash" TEXT NOT '
    'NULL, "visit_id" TEXT NOT NULL, "evidence_id" TEXT NOT NULL, FOREIGN KEY '
    '("visit_id") REFERENCES "visit" ("uid") ON DELETE RESTRICT DEFERRABLE INITIALLY '
    'DEFERRED, FOREIGN KEY ("evidence_id") REFERENCES "evidence" ("uid") ON DELETE '
    "RESTRICT DEFERRABLE INITIALLY DEFERRED)",
    'CREATE INDEX "visit_photo_visit_id" ON "visit_photo" ("visit_id")',
    'CREATE INDEX "visit_photo_evidence_id" ON "visit_photo" ("evidence_id")',
    'CREATE TABLE "word_template" ("uid" TEXT NOT NULL PRIMARY KEY, "row_hash" TEXT NOT '
    'NULL, "kind" TEXT NOT NULL, "body_id" TEXT, "file_name" TEXT NOT NULL, "size" '
    'INTEGER NOT NULL, "sha256" TEXT NOT NULL, "added_on" DATE NOT NULL, "active" INTEGER'
    ' NOT NULL, FOREIGN KEY ("body_id") REFERENCES "body" ("uid") ON DELETE RESTRICT '
    "DEFERRABLE INITIALLY DEFERRED)",
    'CREATE INDEX "word_template_body_id" ON "word_template" ("body_id")',
    'CREATE INDEX "word_template_sha256" ON "word_template" ("sha256")',
)


def to_2(database: Any) -> None:
    """Make the new tables; nothing that was there changes."""
    for statement in TABLES:
        database.execute_sql(statement)
