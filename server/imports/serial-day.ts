const dayMs = 86_400_000

/**
 * The day that a spreadsheet means by a serial number, or null where there is none. Counted from 1899-12-31 with a 29
 * February 1900 that never was, or from 1904-01-01 in old Macintosh workbooks.
 */
export function serialDay(serial: number, date1904: boolean): string | null {
  const whole = Math.floor(serial)
  if (!Number.isFinite(serial) || whole < (date1904 ? 0 : 1) || whole > 109_206) return null
  if (!date1904 && whole === 60) return null
  const epoch = date1904 ? Date.UTC(1904, 0, 1) : Date.UTC(1899, 11, whole < 60 ? 31 : 30)
  return new Date(epoch + whole * dayMs).toISOString().slice(0, 10)
}
