/** A command line that cannot be followed. Printed without a stack; exit status 2. */
export class UsageError extends Error {}

export const seedUsage = `seed --firms N [--seed N]
    Adds N synthetic firms with three years of figures, the same for the same seed, and assesses them. Only in an empty or
    sample register; uses DATABASE_URL, else the embedded database in DATA_DIR.`

export const reassessUsage = `reassess [--all] [--workers N]
    Assesses the firms whose results are outdated, or with --all every firm, and stores the results; two processes unless
    told. Goes on where a killed run stopped; may run several times at once, on several machines too.`

export const backupUsage = `backup FILE
    Writes the whole installation into FILE while people go on working: one snapshot of the database and the files beside it,
    with checksums. The embedded database in DATA_DIR, running or not, or the one of DATABASE_URL.`

export const restoreUsage = `restore FILE [--replace] [--check]
    Puts a backup in the place of a stopped installation. The file is checked as a whole before anything is touched; until all
    of it is in place, any end leaves what was there. --replace where there is something already; --check only reads FILE.`

export const verifyAuditUsage = `verify-audit [FILE]
    Checks the chain of the audit trail and names the first row that was changed, inserted or moved, is missing, or where the
    end was cut. With FILE, an export, it needs no database. Exit status 1 where something is wrong.`

export const exportAuditUsage = `export-audit FILE [--from DAY] [--to DAY]
    Writes the audit trail into a file that an auditor can verify alone: a line a row, with hash and hashed text.`

export const pruneAuditUsage = `prune-audit
    Takes out audit rows older than AUDIT_DAYS (three years unless set, never less than 180 days). Export them before.`

export const accessUsage = `access
    Prints every operation of the API with the roles that may call it, as a Markdown table; the API itself goes by it.`

export const simulateUsage = `simulate [--as-of D] [--after-on D] [--set PARAMETER=VALUE]... [--certification ID]... [--park ID] [--facts FILE]
    What another day or other thresholds would change, as JSON: firms by verdict before and after, who enters and who leaves.
    Judges the register; with --facts a file of FirmFacts, one JSON object a line ("-" is standard input), and no database.
    VALUE is a number in the unit of the parameter (yuan, persons, a fraction of 1) or a whole table as JSON.`
