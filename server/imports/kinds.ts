/** The jobs of an import. */
export const jobKinds = {
  parse: 'import.parse',
  check: 'import.check',
  commit: 'import.commit',
  undo: 'import.undo',
  clean: 'import.clean',
} as const
