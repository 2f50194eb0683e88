import type { Book } from '../book.ts'
import { followEnacted } from '../enacted.ts'
import { hnte } from './hnte.ts'
import { techsme } from './techsme.ts'

/** The rungs that the public self-check asks about: the first two of the ladder, which most firms come for. */
export let firstRungs: Book = [techsme, hnte]

followEnacted(firstRungs, false, (book) => {
  firstRungs = book
})
