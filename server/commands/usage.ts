/** A command line that cannot be followed. Printed without a stack; exit status 2. */
export class UsageError extends Error {}

export const seedUsage = `seed --firms N [--seed N] [--workers N]
    Adds N synthetic firms with three years of figures, the same for the same seed, and assesses them in two processes unless
    told. Only in an empty or sample register; uses DATABASE_URL, else the embedded database in DATA_DIR.`

export const reassessUsage = `reassess [--all] [--workers N]
    Assesses the firms whose results are outdated, or with --all every firm, and stores the results; two processes unless
    told. Goes on where a killed run stopped; may run several times at once, on several machines too.`

export const verifyAuditUsage = `verify-audit
    Checks the chain of the audit trail and names the first row that was changed, removed, inserted or moved. Exit status 1
    where there is one.`

export const simulateUsage = `simulate [--as-of D] [--after-on D] [--set PARAMETER=VALUE]... [--certification ID]... [--park ID] [--facts FILE]
    What another day or other thresholds would change, as JSON: firms by verdict before and after, who enters and who leaves.
    Judges the register; with --facts a file of FirmFacts, one JSON object a line ("-" is standard input), and no database.
    VALUE is a number in the unit of the parameter (yuan, persons, a fraction of 1) or a whole table as JSON.`
