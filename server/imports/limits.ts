const MB = 1024 * 1024

/** What a file may be, and what reading it may cost. Told in the guide for administrators. */
export const limits = {
  fileBytes: 100 * MB,
  rows: 200_000,
  columns: 200,
  cellCharacters: 32_767,
  sheets: 100,
  archive: {
    entries: 500,
    /** All entries together, as declared and as really unpacked. */
    bytes: 400 * MB,
    sharedStringsBytes: 64 * MB,
    ratio: 300,
    /** Small entries compress well without being hostile. */
    ratioFrom: 1 * MB,
  },
  parser: {
    milliseconds: 120_000,
    heapMegabytes: 320,
    residentBytes: 480 * MB,
    /** Files read at once in one server; the others wait. */
    atOnce: 2,
  },
} as const
