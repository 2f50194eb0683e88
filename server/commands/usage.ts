/** A command line that cannot be followed. Printed without a stack; exit status 2. */
export class UsageError extends Error {}

export const seedUsage = `seed --firms N [--seed N]
    Adds N synthetic firms with three years of figures, the same for the same seed, and assesses them. Only in an empty or
    sample register; uses DATABASE_URL, else the embedded database in DATA_DIR.`

export const verifyAuditUsage = `verify-audit
    Checks the chain of the audit trail and names the first row that was changed, removed, inserted or moved. Exit status 1
    where there is one.`
