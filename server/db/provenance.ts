/** Where a value comes from: answers "who says so" for every number on a screen. */
export interface Source {
  readonly source: 'import' | 'entry' | 'seed'
  /** With `import`: which, and the place in the file as the spreadsheet shows it. */
  readonly importId?: string
  readonly file?: string
  readonly row?: number
  readonly column?: string
  /** The account's name; `system` for seeds. */
  readonly by: string
  /** ISO 8601, UTC. */
  readonly at: string
}

/** The source of each field of a row that has one of its own. */
export type Sources<Field extends string = string> = { readonly [F in Field]?: Source }
