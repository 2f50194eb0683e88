import { industryPattern } from '../../shared/dictionary/codes.ts'
import type { Label } from '../../shared/dictionary/indicator.ts'
import type { Reading } from './cells.ts'
import type { RawCell } from './raw.ts'

const refused = (code: string, reason: string): Reading => ({ kind: 'refused', code, reason })
const value = (one: unknown): Reading => ({ kind: 'value', value: one })

/** One line of text: line breaks become spaces, characters of no width go, NFC. */
export const cleanText = (text: string): string =>
  text
    .normalize('NFC')
    .replace(/[\u200B-\u200F\u202A-\u202E\u2060\uFEFF\u00AD]/g, '')
    .replace(/\s+/g, ' ')
    .trim()

/** A name for comparing: the width of brackets and the spaces in it do not make another firm. */
export const comparableName = (name: string): string => name.normalize('NFKC').replace(/\s+/g, '').toUpperCase()

const yes = new Set(['是', '有', '√', '✓', '✔', '☑', 'y', 'yes', 'true', 't', '1', '对', '符合', '已'])
const no = new Set(['否', '不是', '没有', '×', '✗', '✘', '✕', 'x', 'n', 'no', 'false', 'f', '0', '错', '不符合', '未', '☐'])

/** 是 / 否 as people mark it. */
export function readFlag(text: string): Reading {
  const word = text.normalize('NFKC').trim().toLowerCase()
  if (yes.has(word)) return value(true)
  return no.has(word) ? value(false) : refused('flag', '应填“是”或“否”')
}

/** A choice by its id or its Chinese label, with or without the code before it. */
export function readChoice(text: string, choices: Readonly<Record<string, Label>>): Reading {
  const word = text.normalize('NFKC').trim().toLowerCase()
  const ids = Object.keys(choices)
  const exact = ids.filter((id) => names(id, choices[id]!).includes(word))
  if (exact.length === 1) return value(exact[0])
  // 福建 for 福建省, 厦门市翔安区 for nothing.
  const begun = ids.filter(
    (id) =>
      word.length >= 2 &&
      names(id, choices[id]!).some((name) => name.replace(/(?:省|市|特别行政区|壮族自治区|回族自治区|维吾尔自治区|自治区)$/, '') === word),
  )
  if (begun.length === 1) return value(begun[0])
  return refused('choice', ids.length > 8 ? '不在可选的范围里，见模板的“字典”表' : `应为：${ids.map((id) => choices[id]!.zh).join('、')}`)
}

function names(id: string, { zh, en }: Label): string[] {
  const plain = zh.normalize('NFKC').toLowerCase()
  return [id.toLowerCase(), plain, plain.replace(/^\S+\s+(?=\S)/, ''), en.toLowerCase()]
}

/** GB/T 4754-2017: the section letter of each division. */
const sections: readonly (readonly [letter: string, last: number])[] = [
  ['A', 5], ['B', 12], ['C', 43], ['D', 46], ['E', 50], ['F', 52], ['G', 60], ['H', 62], ['I', 65], ['J', 69],
  ['K', 70], ['L', 72], ['M', 75], ['N', 79], ['O', 82], ['P', 83], ['Q', 85], ['R', 90], ['S', 96], ['T', 97],
] // prettier-ignore

/** An industry by its code, with or without the section letter or the name behind it, or by its unique name. */
export function readIndustry(raw: RawCell, text: string, byName: ReadonlyMap<string, string>): Reading {
  const word = cleanText(text).normalize('NFKC').toUpperCase()
  const lettered = /^([A-T]\d{2,4})(?!\d)/.exec(word)?.[1]
  if (lettered && industryPattern.test(lettered)) return value(lettered)
  const digits = /^(\d{1,4})(?!\d)/.exec(word)?.[1]
  if (digits) return industryOfDigits(digits, Array.isArray(raw))
  const named = byName.get(cleanText(text))
  return named === undefined ? refused('industry', '不是 GB/T 4754-2017 的行业代码或名称，应如 C3974') : value(named)
}

function industryOfDigits(digits: string, isNumberCell: boolean): Reading {
  // A number cell drops the zero of 0111, which then looks like another group.
  if (digits.length === 1 || (isNumberCell && digits.length === 3))
    return refused('industry', '前面的 0 可能丢了，请写成带字母的代码，如 A0111')
  const division = Number(digits.slice(0, 2))
  const section = division === 0 ? undefined : sections.find(([, last]) => division <= last)
  return section ? value(`${section[0]}${digits}`) : refused('industry', '没有这个行业代码')
}

/** Words separated by 、 and the like; at most twenty of twenty characters. */
export function readTags(text: string): Reading {
  const tags = [
    ...new Set(
      cleanText(text)
        .split(/\s*[、,，;；/|]\s*/)
        .filter((tag) => tag !== ''),
    ),
  ]
  if (tags.length > 20) return refused('tags', '标签最多 20 个')
  return tags.some((tag) => [...tag].length > 20) ? refused('tags', '每个标签最多 20 个字') : value(tags)
}
