import { shallowRef } from 'vue'
import { type Park, Parks, type Town, Towns } from '../../shared/api/reference.ts'
import { get } from '../api.ts'
import { t } from '../i18n.ts'

/** The parks of the city in their fixed order, and its towns and streets, once they have been read. */
export const parks = shallowRef<readonly Park[]>([])
export const towns = shallowRef<readonly Town[]>([])

let asked: Promise<void> | null = null

/** Reads parks and towns once; without an answer their ids are shown. */
export function loadPlaces(): Promise<void> {
  asked ??= Promise.all([get('/parks', Parks), get('/reference/towns', Towns)])
    .then(([{ items: allParks }, { items: allTowns }]) => {
      parks.value = allParks
      towns.value = allTowns
    })
    .catch(() => {
      asked = null
    })
  return asked
}

/** The name of a park; `none` and null are outside every park. */
export const parkName = (id: string | null): string =>
  id === null || id === 'none' ? t('places.outside') : (parks.value.find((park) => park.id === id)?.name ?? id)

/** The shortest common name, for tight places. */
export function parkShort(id: string | null): string {
  const park = parks.value.find((one) => one.id === id)
  return park?.aliases.toSorted((a, b) => a.length - b.length)[0] ?? parkName(id)
}

export const townName = (code: string | null): string => towns.value.find((town) => town.code === code)?.name ?? code ?? ''
