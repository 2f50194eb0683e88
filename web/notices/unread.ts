import { ref } from 'vue'
import { UnreadCount } from '../../shared/api/notices.ts'
import { ApiFailure, get } from '../api.ts'

/** How many notices the person has not read. */
export const unread = ref(0)

/** Asks again; a bell that cannot be read stays as it was. */
export async function countUnread(): Promise<void> {
  try {
    unread.value = (await get('/notices/unread', UnreadCount, { quiet: true })).unread
  } catch (cause) {
    if (!(cause instanceof ApiFailure)) throw cause
  }
}
