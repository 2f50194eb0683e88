import type { Book } from './book.ts'
import { bookWith, type EnactedRevision } from './revision.ts'

/**
 * What has been enacted since the program was made, as this process or page knows it. The books of built-in rule sets
 * follow: whoever reads them reads the law as it stands, without being told of versions. Results stay a function of the
 * book, the facts and the day.
 */
let enacted: readonly EnactedRevision[] = []

const followers: (() => void)[] = []

/** Takes these in place of those known before. */
export function enact(revisions: readonly EnactedRevision[]): void {
  if (JSON.stringify(revisions) === JSON.stringify(enacted)) return
  enacted = revisions
  for (const follow of followers) follow()
}

/** Hands over a book with what is enacted for its certifications, at once where anything is and whenever that changes. `all`: packs too. */
export function followEnacted(builtIn: Book, all: boolean, take: (book: Book) => void): void {
  const follow = () => take(bookWith(builtIn, all ? enacted : enacted.filter(({ pack }) => pack === null)))
  followers.push(follow)
  if (enacted.length > 0) follow()
}
