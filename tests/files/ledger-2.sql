-- A ledger as version 2 wrote it; never edited.
PRAGMA application_id = 0x50455246;
PRAGMA user_version = 2;
BEGIN TRANSACTION;
CREATE TABLE "_sqlite_migrations" (
   "id" INTEGER PRIMARY KEY,
   "migration_set" TEXT,
   "name" TEXT,
   "applied_at" TEXT
);
INSERT INTO "_sqlite_migrations" VALUES(1,'perfdesk','1 tables and views','2026-11-20 13:37:33.818553+00:00');
INSERT INTO "_sqlite_migrations" VALUES(2,'perfdesk','2 attachments, and what the project list says','2026-11-20 16:05:49.883952+00:00');
CREATE TABLE attachments (
    -- files kept for a form (佐证材料, 盖章件)
    id INTEGER PRIMARY KEY,
    form INTEGER REFERENCES forms (id),
    section TEXT NOT NULL DEFAULT '', -- as in cells: '' (the whole form), 'indicators'
    row INTEGER NOT NULL DEFAULT 0, -- rows.id of the indicator it proves
    field TEXT NOT NULL DEFAULT '',
    kind TEXT NOT NULL DEFAULT '', -- '佐证', or '盖章件': the scan of the stamped sheet
    position INTEGER NOT NULL DEFAULT 0, -- its order among those of the same row
    name TEXT NOT NULL DEFAULT '', -- without the suffix
    suffix TEXT NOT NULL DEFAULT '', -- '.pdf'
    size INTEGER NOT NULL DEFAULT 0, -- in bytes
    sha256 TEXT REFERENCES contents (sha256),
    note TEXT NOT NULL DEFAULT '',
    code TEXT NOT NULL DEFAULT '', -- the printed code of the sheet that was scanned
    removed INTEGER NOT NULL DEFAULT 1 CHECK (removed IN (0, 1))
) STRICT;
INSERT INTO "attachments" VALUES(1,1,'indicators',1,'','佐证',1,'验收单','.txt',46,'b6c753a7a7f432006e4dedc440bc41945be1ad62a0ebc1a344c202f4016d88b8','','',0);
CREATE TABLE cells (
    -- every text of every form, as typed; a blank cell has no row here
    form INTEGER NOT NULL REFERENCES forms (id),
    section TEXT NOT NULL, -- '' (the form itself), 'funds', 'indicators'
    row INTEGER NOT NULL, -- fund row from 0, or rows.id
    field TEXT NOT NULL,
    text TEXT NOT NULL CHECK (text <> ''),
    PRIMARY KEY (form, section, row, field)
) STRICT, WITHOUT ROWID;
INSERT INTO "cells" VALUES(1,'',0,'goal','栽树三千棵');
INSERT INTO "cells" VALUES(1,'indicators',1,'l1','产出指标');
INSERT INTO "cells" VALUES(1,'indicators',1,'l3','栽植面积');
INSERT INTO "cells" VALUES(1,'indicators',1,'target','≥300亩');
INSERT INTO "cells" VALUES(1,'indicators',2,'l3','成活率');
CREATE TABLE contents (
    -- the bytes of attached files, each content once, whoever names it
    sha256 TEXT PRIMARY KEY CHECK (length(sha256) = 64),
    bytes BLOB -- NULL: cleared away after the last attachment that named it was removed
) STRICT;
INSERT INTO "contents" VALUES('b6c753a7a7f432006e4dedc440bc41945be1ad62a0ebc1a344c202f4016d88b8',X'E58C97E59DA1E6A0BDE6A48DE4B889E799BEE4B880E58D81E4BAA9EFBC8CE9AA8CE694B6E59088E6A0BCE380820A');
CREATE TABLE forms (
    id INTEGER PRIMARY KEY,
    project INTEGER REFERENCES projects (id),
    form TEXT NOT NULL DEFAULT '', -- which official form: a folder name under resources/forms
    year INTEGER,
    state TEXT NOT NULL DEFAULT '', -- what she set: 已交, 退回; blank follows from the figures below
    removed INTEGER NOT NULL DEFAULT 1 CHECK (removed IN (0, 1)),
    -- what follows was worked out from the cells at the last change
    total TEXT NOT NULL DEFAULT '',
    grade TEXT NOT NULL DEFAULT '',
    filled INTEGER NOT NULL DEFAULT 0,
    wanted INTEGER NOT NULL DEFAULT 0,
    errors INTEGER NOT NULL DEFAULT 0,
    changed TEXT NOT NULL DEFAULT ''
) STRICT;
INSERT INTO "forms" VALUES(1,1,'national-2020',2024,'',0,'91.5','优',3,9,0,'2026-11-20 13:37:33+00:00');
CREATE TABLE journal (
    -- every change ever made, with the change itself in one transaction
    id INTEGER PRIMARY KEY,
    step INTEGER NOT NULL, -- changes made in one go share it
    at TEXT NOT NULL,
    who TEXT NOT NULL,
    act TEXT NOT NULL,
    form INTEGER,
    project INTEGER,
    section TEXT NOT NULL, -- as in cells; 'projects', 'forms', 'ledger' for a field of such a record, row its id
    row INTEGER NOT NULL,
    field TEXT NOT NULL, -- 'order' is the position of a row
    old TEXT NOT NULL,
    new TEXT NOT NULL
) STRICT;
INSERT INTO "journal" VALUES(1,1,'2026-11-20 13:37:33+00:00','小禾','新建',NULL,1,'projects',1,'removed','1','');
INSERT INTO "journal" VALUES(2,1,'2026-11-20 13:37:33+00:00','小禾','新建',NULL,1,'projects',1,'year','','2024');
INSERT INTO "journal" VALUES(3,1,'2026-11-20 13:37:33+00:00','小禾','新建',NULL,1,'projects',1,'code','','0012');
INSERT INTO "journal" VALUES(4,1,'2026-11-20 13:37:33+00:00','小禾','新建',NULL,1,'projects',1,'name','','北坡造林');
INSERT INTO "journal" VALUES(5,1,'2026-11-20 13:37:33+00:00','小禾','新建',1,NULL,'forms',1,'removed','1','');
INSERT INTO "journal" VALUES(6,1,'2026-11-20 13:37:33+00:00','小禾','新建',1,NULL,'forms',1,'project','','1');
INSERT INTO "journal" VALUES(7,1,'2026-11-20 13:37:33+00:00','小禾','新建',1,NULL,'forms',1,'form','','national-2020');
INSERT INTO "journal" VALUES(8,1,'2026-11-20 13:37:33+00:00','小禾','新建',1,NULL,'forms',1,'year','','2024');
INSERT INTO "journal" VALUES(9,1,'2026-11-20 13:37:33+00:00','小禾','新建',1,1,'',0,'goal','','栽树三千棵');
INSERT INTO "journal" VALUES(10,2,'2026-11-20 13:37:33+00:00','小禾','插入 2 行指标',1,1,'indicators',1,'order','','1');
INSERT INTO "journal" VALUES(11,2,'2026-11-20 13:37:33+00:00','小禾','插入 2 行指标',1,1,'indicators',1,'l1','','产出指标');
INSERT INTO "journal" VALUES(12,2,'2026-11-20 13:37:33+00:00','小禾','插入 2 行指标',1,1,'indicators',1,'l3','','栽植面积');
INSERT INTO "journal" VALUES(13,2,'2026-11-20 13:37:33+00:00','小禾','插入 2 行指标',1,1,'indicators',1,'target','','≥300亩');
INSERT INTO "journal" VALUES(14,2,'2026-11-20 13:37:33+00:00','小禾','插入 2 行指标',1,1,'indicators',2,'order','','2');
INSERT INTO "journal" VALUES(15,2,'2026-11-20 13:37:33+00:00','小禾','插入 2 行指标',1,1,'indicators',2,'l3','','成活率');
INSERT INTO "journal" VALUES(16,3,'2026-11-20 16:05:49+00:00','小禾','附上佐证',1,NULL,'attachments',1,'removed','1','');
INSERT INTO "journal" VALUES(17,3,'2026-11-20 16:05:49+00:00','小禾','附上佐证',1,NULL,'attachments',1,'form','','1');
INSERT INTO "journal" VALUES(18,3,'2026-11-20 16:05:49+00:00','小禾','附上佐证',1,NULL,'attachments',1,'section','','indicators');
INSERT INTO "journal" VALUES(19,3,'2026-11-20 16:05:49+00:00','小禾','附上佐证',1,NULL,'attachments',1,'row','','1');
INSERT INTO "journal" VALUES(20,3,'2026-11-20 16:05:49+00:00','小禾','附上佐证',1,NULL,'attachments',1,'kind','','佐证');
INSERT INTO "journal" VALUES(21,3,'2026-11-20 16:05:49+00:00','小禾','附上佐证',1,NULL,'attachments',1,'position','','1');
INSERT INTO "journal" VALUES(22,3,'2026-11-20 16:05:49+00:00','小禾','附上佐证',1,NULL,'attachments',1,'name','','验收单');
INSERT INTO "journal" VALUES(23,3,'2026-11-20 16:05:49+00:00','小禾','附上佐证',1,NULL,'attachments',1,'suffix','','.txt');
INSERT INTO "journal" VALUES(24,3,'2026-11-20 16:05:49+00:00','小禾','附上佐证',1,NULL,'attachments',1,'size','','46');
INSERT INTO "journal" VALUES(25,3,'2026-11-20 16:05:49+00:00','小禾','附上佐证',1,NULL,'attachments',1,'sha256','','b6c753a7a7f432006e4dedc440bc41945be1ad62a0ebc1a344c202f4016d88b8');
INSERT INTO "journal" VALUES(26,3,'2026-11-20 16:05:49+00:00','小禾','附上佐证',NULL,1,'projects',1,'category','','特定目标类');
INSERT INTO "journal" VALUES(27,3,'2026-11-20 16:05:49+00:00','小禾','附上佐证',NULL,1,'projects',1,'unit','','青石镇农业站');
INSERT INTO "journal" VALUES(28,3,'2026-11-20 16:05:49+00:00','小禾','附上佐证',NULL,1,'projects',1,'initial','','24.00');
INSERT INTO "journal" VALUES(29,3,'2026-11-20 16:05:49+00:00','小禾','附上佐证',NULL,1,'projects',1,'adjusted','','21.50');
INSERT INTO "journal" VALUES(30,3,'2026-11-20 16:05:49+00:00','小禾','附上佐证',NULL,1,'projects',1,'executed','','21.50');
INSERT INTO "journal" VALUES(31,3,'2026-11-20 16:05:49+00:00','小禾','附上佐证',NULL,1,'projects',1,'listed','','清单.xlsx#清单!B6');
INSERT INTO "journal" VALUES(32,3,'2026-11-20 16:05:49+00:00','小禾','附上佐证',NULL,NULL,'ledger',0,'point.1','','送审前');
CREATE TABLE ledger (
    -- one row for each fact about the ledger itself: unit, unit_code, year, made
    key TEXT PRIMARY KEY,
    value TEXT NOT NULL DEFAULT ''
) STRICT, WITHOUT ROWID;
INSERT INTO "ledger" VALUES('made','2026-11-20 13:37:33+00:00');
INSERT INTO "ledger" VALUES('point.1','送审前');
INSERT INTO "ledger" VALUES('unit','青石镇农业站');
INSERT INTO "ledger" VALUES('unit_code','0077');
INSERT INTO "ledger" VALUES('year','2024');
CREATE TABLE projects (
    id INTEGER PRIMARY KEY,
    year INTEGER,
    code TEXT NOT NULL DEFAULT '', -- the 21 characters of the project, or what she typed
    name TEXT NOT NULL DEFAULT '',
    removed INTEGER NOT NULL DEFAULT 1 CHECK (removed IN (0, 1)) -- 1: deleted; kept so that it can come back
, category TEXT NOT NULL DEFAULT '', unit TEXT NOT NULL DEFAULT '', initial TEXT NOT NULL DEFAULT '', adjusted TEXT NOT NULL DEFAULT '', executed TEXT NOT NULL DEFAULT '', listed TEXT NOT NULL DEFAULT '') STRICT;
INSERT INTO "projects" VALUES(1,2024,'0012','北坡造林',0,'特定目标类','青石镇农业站','24.00','21.50','21.50','清单.xlsx#清单!B6');
CREATE TABLE readme (name TEXT PRIMARY KEY, about TEXT NOT NULL) STRICT, WITHOUT ROWID;
INSERT INTO "readme" VALUES('attachments','附件：属于哪张表、哪个指标（row 对应 rows.id）、佐证或盖章件、名称、大小、指纹；removed=1 表示已移除（可恢复）');
INSERT INTO "readme" VALUES('cells','格子：每张表每一格的文字，照录入原样；空格不占行。section 为空=表头字段，funds=资金行，indicators=指标行');
INSERT INTO "readme" VALUES('contents','附件的内容：同样的内容只存一份，以指纹（SHA-256）为准；bytes 为 NULL 表示移除后已清理');
INSERT INTO "readme" VALUES('evidence_list','视图：未移除的佐证材料，一行一个文件；number 为指标在表上的行次，place 为该指标的第几个文件');
INSERT INTO "readme" VALUES('form_list','视图：未删除的表连同项目名称、编码，一行一张表');
INSERT INTO "readme" VALUES('forms','表：属于哪个项目、哪种表、年度、状态；总分、等级、已填格数、应填格数、错误数为最近一次改动时算出');
INSERT INTO "readme" VALUES('funds','视图：一行一个资金行，各列为年初预算数、调整后预算数、执行数等；row=0 为总额');
INSERT INTO "readme" VALUES('indicators','视图：一行一个指标，各列为一级指标至指标值确定依据；number 为表上的行次');
INSERT INTO "readme" VALUES('journal','流水：每一处改动的时间、操作人、事由、改前、改后；step 相同的是同一步。section 为 projects、forms、attachments、ledger 时记的是该表的一项，row 为其编号');
INSERT INTO "readme" VALUES('ledger','账本本身：key 为 unit（单位）、unit_code（单位编码）、year（年度）、made（建立时间）；severity.某项=审核设置，point.序号=还原点的名称，due.表种.年度=应交日期');
INSERT INTO "readme" VALUES('projects','项目：年度、项目编码、项目名称；removed=1 表示已删除（可恢复）。项目清单上的：category=类别、unit=实施单位、initial=年初预算数、adjusted=调整后预算数、executed=执行数、listed=清单出处（文件和位置），空=不在清单上');
INSERT INTO "readme" VALUES('rows','指标行：每张表有哪些行及其顺序（position）');
CREATE TABLE rows (
    -- which indicator rows a form has, and in which order; position is a decimal number, kept as text
    form INTEGER NOT NULL REFERENCES forms (id),
    section TEXT NOT NULL,
    id INTEGER NOT NULL,
    position TEXT NOT NULL CHECK (position <> '' AND position NOT GLOB '*[^0-9.E+-]*'),
    PRIMARY KEY (form, section, id)
) STRICT, WITHOUT ROWID;
INSERT INTO "rows" VALUES(1,'indicators',1,'1');
INSERT INTO "rows" VALUES(1,'indicators',2,'2');
CREATE UNIQUE INDEX "idx__sqlite_migrations_migration_set_name"
    ON "_sqlite_migrations" ("migration_set", "name");
CREATE INDEX forms_of_project ON forms (project);
CREATE INDEX journal_of_form ON journal (form, section, row);
CREATE VIEW "indicators" AS SELECT rows.form AS form, rows.id AS row,
       row_number() OVER (PARTITION BY rows.form ORDER BY CAST(position AS REAL)) AS number,
       max(text) FILTER (WHERE field = 'l1') AS l1,
       max(text) FILTER (WHERE field = 'l2') AS l2,
       max(text) FILTER (WHERE field = 'l3') AS l3,
       max(text) FILTER (WHERE field = 'nature') AS nature,
       max(text) FILTER (WHERE field = 'target') AS target,
       max(text) FILTER (WHERE field = 'unit') AS unit,
       max(text) FILTER (WHERE field = 'actual') AS actual,
       max(text) FILTER (WHERE field = 'weight') AS weight,
       max(text) FILTER (WHERE field = 'score') AS score,
       max(text) FILTER (WHERE field = 'reason') AS reason,
       max(text) FILTER (WHERE field = 'describe') AS describe,
       max(text) FILTER (WHERE field = 'basis') AS basis,
       max(text) FILTER (WHERE field = 'override') AS override,
       max(text) FILTER (WHERE field = 'override_reason') AS override_reason
FROM rows JOIN forms ON forms.id = rows.form AND NOT removed
LEFT JOIN cells ON cells.form = rows.form AND cells.section = rows.section AND cells.row = rows.id
WHERE rows.section = 'indicators' GROUP BY rows.form, rows.id;
CREATE VIEW "funds" AS SELECT cells.form AS form, row,
       max(text) FILTER (WHERE field = 'initial') AS initial,
       max(text) FILTER (WHERE field = 'adjusted') AS adjusted,
       max(text) FILTER (WHERE field = 'executed') AS executed,
       max(text) FILTER (WHERE field = 'rate') AS rate,
       max(text) FILTER (WHERE field = 'weight') AS weight,
       max(text) FILTER (WHERE field = 'score') AS score,
       max(text) FILTER (WHERE field = 'note') AS note
FROM cells JOIN forms ON forms.id = cells.form AND NOT removed
WHERE section = 'funds' GROUP BY cells.form, row;
CREATE VIEW "form_list" AS SELECT forms.id, forms.year, projects.code, projects.name AS project, forms.form, forms.state,
       total, grade, filled, wanted, errors, changed
FROM forms LEFT JOIN projects ON projects.id = forms.project
WHERE NOT forms.removed;
CREATE INDEX attachments_of_form ON attachments (form);
CREATE INDEX attachments_of_content ON attachments (sha256);
CREATE VIEW "evidence_list" AS SELECT attachments.form, projects.name AS project, indicators.number, indicators.l3,
       row_number() OVER (PARTITION BY attachments.form, section, attachments.row ORDER BY position, attachments.id)
       AS place, attachments.name || suffix AS name, size, sha256, note
FROM attachments JOIN forms ON forms.id = attachments.form AND NOT forms.removed
LEFT JOIN projects ON projects.id = forms.project
LEFT JOIN indicators ON indicators.form = attachments.form AND indicators.row = attachments.row
     AND section = 'indicators'
WHERE NOT attachments.removed AND kind = '佐证' AND (section = '' OR indicators.row IS NOT NULL);
COMMIT;
