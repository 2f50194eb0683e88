import { shallowRef } from 'vue'
import { SavedView, SavedViews } from '../../shared/api/views.ts'
import { del, get, patch, post } from '../api.ts'

/** The own views and those that colleagues share, once they have been read. */
export const savedViews = shallowRef<readonly SavedView[]>([])

export async function loadViews(): Promise<void> {
  savedViews.value = (await get('/views', SavedViews)).items
}

export type ViewContent = Pick<SavedView, 'filters' | 'columns' | 'sort' | 'order'>

export async function keepView(name: string, content: ViewContent, isShared: boolean): Promise<SavedView> {
  const view = await post('/views', { name, ...content, isShared }, SavedView)
  savedViews.value = [...savedViews.value, view]
  return view
}

export async function changeView(view: SavedView, change: Partial<ViewContent & { name: string; isShared: boolean }>): Promise<SavedView> {
  const changed = await patch(`/views/${view.id}`, change, SavedView, { version: view.version })
  savedViews.value = savedViews.value.map((one) => (one.id === view.id ? changed : one))
  return changed
}

export async function removeView(view: SavedView): Promise<void> {
  await del(`/views/${view.id}`, { version: view.version })
  savedViews.value = savedViews.value.filter(({ id }) => id !== view.id)
}
