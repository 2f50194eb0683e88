import type { Book } from '../book.ts'
import { hnte } from './hnte.ts'
import { techsme } from './techsme.ts'

/** The rungs that the public self-check asks about: the first two of the ladder, which most firms come for. */
export const firstRungs: Book = [techsme, hnte]
