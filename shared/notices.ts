import type { Label } from './dictionary/indicator.ts'
import { type Certification, certifications } from './dictionary/certifications.ts'
import { factLabel } from './rules/fact-names.ts'

/** Everything that people are told about, by kind. */
export const noticeKinds = {
  'figures-missing': { zh: '请补数据', en: 'Figures asked for' },
  'certificate-expiring': { zh: '证书到期', en: 'Certificates running out' },
  'todo-due': { zh: '辅导事项到期', en: 'Coaching to-dos due' },
  'move-requested': { zh: '企业迁入待确认', en: 'A firm to be moved in' },
  'move-decided': { zh: '迁移结果', en: 'Outcome of a move' },
  'training-invited': { zh: '培训邀请', en: 'Invitations to training' },
  'training-changed': { zh: '培训变更', en: 'Changes of a training' },
} as const satisfies Readonly<Record<string, Label>>

export type NoticeKind = keyof typeof noticeKinds

/** What the sentence of a notice is made of. */
export interface NoticeValues {
  readonly firm?: string | undefined
  readonly by?: string | undefined
  readonly park?: string | undefined
  readonly title?: string | undefined
  readonly certification?: Certification | undefined
  readonly day?: string | undefined
  readonly what?: string | undefined
  readonly note?: string | undefined
  readonly state?: string | undefined
  /** Dot paths. */
  readonly facts?: readonly string[] | undefined
}

const both = (of: (language: 'zh' | 'en') => string): Label => ({ zh: of('zh'), en: of('en') })
const nameOf = (certification: Certification | undefined, language: 'zh' | 'en'): string =>
  certification ? certifications[certification][language] : ''
const factsOf = (facts: readonly string[] | undefined, language: 'zh' | 'en'): string =>
  (facts ?? []).map((fact) => factLabel(fact)[language]).join(language === 'zh' ? '、' : ', ')

/** A notice in words, in both languages: the same on the screen and in the mail. */
export function noticeText(kind: NoticeKind, values: NoticeValues): Label {
  const { firm = '', by = '', park = '', title = '', day = '', what = '', note = '', state = '' } = values
  const remark = both((language) => (note === '' ? '' : language === 'zh' ? `附言：${note}` : ` Note: ${note}`))
  switch (kind) {
    case 'figures-missing':
      return {
        zh: `${by}请${firm}补充最能决定结果的数据：${factsOf(values.facts, 'zh')}。${remark.zh}`,
        en: `${by} asks ${firm} for the figures that decide most: ${factsOf(values.facts, 'en')}.${remark.en}`,
      }
    case 'certificate-expiring':
      return both((language) =>
        language === 'zh'
          ? `${firm}的${nameOf(values.certification, 'zh') || title}将于 ${day} 到期。`
          : `${nameOf(values.certification, 'en') || title} of ${firm} ends on ${day}.`,
      )
    case 'todo-due':
      return { zh: `${firm}的辅导事项“${what}”应在 ${day} 前办好。`, en: `“${what}” for ${firm} is due by ${day}.` }
    case 'move-requested':
      return {
        zh: `${park}请求把${firm}迁入你的园区，等你确认。${remark.zh}`,
        en: `${park} asks to move ${firm} to your park; please confirm.${remark.en}`,
      }
    case 'move-decided':
      return moveDecided(state, firm, park, remark)
    case 'training-invited':
      return { zh: `邀请${firm}参加 ${day} 的培训“${title}”。`, en: `${firm} is invited to “${title}” on ${day}.` }
    case 'training-changed':
      return { zh: `培训“${title}”的安排有变化，现在是 ${day}。`, en: `“${title}” was rearranged; it is now on ${day}.` }
  }
}

function moveDecided(state: string, firm: string, park: string, remark: Label): Label {
  if (state === 'confirmed') return { zh: `${firm}已迁入${park}。${remark.zh}`, en: `${firm} has moved to ${park}.${remark.en}` }
  if (state === 'withdrawn')
    return { zh: `把${firm}迁入${park}的请求已撤回。${remark.zh}`, en: `The request to move ${firm} to ${park} was withdrawn.${remark.en}` }
  return { zh: `把${firm}迁入${park}的请求未被接受。${remark.zh}`, en: `The request to move ${firm} to ${park} was refused.${remark.en}` }
}
