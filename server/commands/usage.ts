/** A command line that cannot be followed. Printed without a stack; exit status 2. */
export class UsageError extends Error {}
