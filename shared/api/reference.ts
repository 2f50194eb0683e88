import { z } from 'zod'

/** GET /parks */
export const Park = z.object({ id: z.string(), name: z.string(), aliases: z.array(z.string()), positioning: z.string().nullable() })
export type Park = z.infer<typeof Park>
export const Parks = z.object({ items: z.array(Park) })

/** GET /reference/towns */
export const Town = z.object({ code: z.string(), name: z.string(), kind: z.enum(['town', 'street']) })
export type Town = z.infer<typeof Town>
export const Towns = z.object({ items: z.array(Town) })

/** GET /reference/industries: GB/T 4754-2017, level 1 (section) to 4 (class). */
export const Industry = z.object({ code: z.string(), name: z.string(), level: z.number().int(), parent: z.string().nullable() })
export type Industry = z.infer<typeof Industry>
export const Industries = z.object({ items: z.array(Industry) })
