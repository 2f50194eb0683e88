const shanghai = new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Shanghai', year: 'numeric', month: '2-digit', day: '2-digit' })

/** The calendar day in China at a moment, `YYYY-MM-DD`. */
export const dayOf = (at: Date): string => shanghai.format(at)

/** The calendar day in China now. The only place in the server that asks which day it is. */
export const today = (): string => dayOf(new Date())

/** The present moment, by the server's clock. */
export const now = (): Date => new Date()
