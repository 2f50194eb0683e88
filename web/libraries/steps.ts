import type { Role } from '../../shared/accounts.ts'
import type { EntryStep, LibraryEntry } from '../../shared/api/libraries.ts'

/** What a role may do with an entry; the server decides the same. */
export function stepsOf(role: Role, { state, enteredName }: Pick<LibraryEntry, 'state' | 'enteredName'>): EntryStep['kind'][] {
  if (role !== 'bureau' && role !== 'park') return []
  const isBureau = role === 'bureau'
  switch (state) {
    case 'proposed':
      return ['recommended', 'declined']
    case 'recommended':
      return isBureau ? ['confirmed', 'declined'] : []
    case 'confirmed':
      return ['rechecked', ...(enteredName === null ? [] : (['renamed'] as const)), ...(isBureau ? (['removed'] as const) : [])]
    case 'declined':
    case 'removed':
      return []
  }
}
