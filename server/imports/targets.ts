import { figures } from '../../shared/dictionary/figures.ts'
import type { Indicator, IndicatorKind, Label } from '../../shared/dictionary/indicator.ts'
import { listNames, lists } from '../../shared/dictionary/lists.ts'
import { listing, market, profile } from '../../shared/dictionary/profile.ts'

/** How the cells of a column are read. `none-list` takes only the statement that there are none. */
export type TargetKind = IndicatorKind | 'uscc' | 'name' | 'year' | 'town' | 'industry' | 'tags' | 'verbatim' | 'none-list'

/** What a column of a sheet may be about. */
export interface Target {
  /** As in `ColumnMapping.target`: `uscc`, `profile.registeredOn`, `years.salesRevenue`, `conversions`, `year` … */
  readonly path: string
  readonly kind: TargetKind
  readonly label: Label
  readonly synonyms: readonly string[]
  /** Whether a value belongs to a fiscal year. */
  readonly yearly: boolean
  /** For `text`, `name` and `verbatim`. */
  readonly maxLength: number
  /** The declaration it comes from, where it is an indicator. */
  readonly indicator: Indicator | undefined
}

const special: Readonly<Record<string, TargetKind>> = { uscc: 'uscc', name: 'name', 'profile.industry': 'industry' }

function fromIndicators(declared: Readonly<Record<string, Indicator>>, prefix: string, yearly: boolean): Target[] {
  return Object.entries(declared).map(([id, indicator]) => {
    const path = prefix === 'profile.' && (id === 'uscc' || id === 'name') ? id : `${prefix}${id}`
    return {
      path,
      kind: special[path] ?? indicator.kind,
      label: indicator.label,
      synonyms: indicator.synonyms ?? [],
      yearly,
      maxLength: indicator.maxLength ?? 200,
      indicator,
    }
  })
}

const plain = (path: string, kind: TargetKind, zh: string, en: string, synonyms: readonly string[], maxLength = 200): Target => ({
  path,
  kind,
  label: { zh, en },
  synonyms,
  yearly: path === 'conversions',
  maxLength,
  indicator: undefined,
})

const described: readonly Target[] = [
  plain('year', 'year', '报告年份', 'Fiscal year of the row', [
    '年度',
    '年份',
    '会计年度',
    '报告期',
    '统计年度',
    '所属年度',
    '财务年度',
    '数据年份',
    '填报年度',
  ]),
  plain('address', 'text', '注册地址', 'Registered address', ['地址', '经营地址', '企业地址', '住所', '通讯地址', '详细地址', '注册地']),
  plain('townCode', 'town', '所在镇街', 'Town or street', ['镇街', '所属镇街', '乡镇', '街道', '所在乡镇', '乡镇街道', '所属乡镇']),
  plain('businessScope', 'text', '经营范围', 'Business scope', ['业务范围'], 4000),
  plain('registeredCapital', 'verbatim', '注册资本', 'Registered capital', ['注册资金', '注册资本金']),
  plain('contactName', 'text', '联系人', 'Contact', ['企业联系人', '联系人姓名', '姓名'], 40),
  plain(
    'contactPhone',
    'text',
    '联系电话',
    'Telephone',
    ['手机', '手机号', '手机号码', '电话', '联系方式', '联系人电话', '联系人手机', '电话号码'],
    40,
  ),
  plain('contactEmail', 'text', '电子邮箱', 'E-mail', ['邮箱', '联系邮箱', '邮箱地址', 'email', '电子邮件'], 120),
  plain('serviceOfficer', 'text', '首席服务官', 'Service officer', ['服务专员', '挂钩干部', '服务官', '挂钩服务人员'], 40),
  plain('tags', 'tags', '标签', 'Tags', ['企业标签']),
  plain('conversions', 'count', '科技成果转化数', 'Conversions of results', ['成果转化数', '科技成果转化', '成果转化', '科技成果转化项数']),
]

/** Lists are entered item by item on the firm's page; a sheet can only state that there are none. */
const stated: readonly Target[] = listNames.map((name) => plain(name, 'none-list', lists[name].label.zh, lists[name].label.en, []))

/** Every target, in the order of the template and of choices on the screen. */
export const targets: readonly Target[] = [
  ...fromIndicators({ uscc: profile.uscc, name: profile.name }, 'profile.', false),
  ...described,
  ...fromIndicators(Object.fromEntries(Object.entries(profile).filter(([id]) => id !== 'uscc' && id !== 'name')), 'profile.', false),
  ...fromIndicators(figures, 'years.', true),
  ...fromIndicators(market, 'market.', false),
  ...fromIndicators(listing, 'listing.', false),
  ...stated,
]

const byPath = new Map(targets.map((target) => [target.path, target]))

export const findTarget = (path: string): Target | undefined => byPath.get(path)

/** Where a value of a column goes: `years.2024.salesRevenue` from `years.salesRevenue` and 2024. */
export function factPath(target: Target, year: number | null): string {
  if (!target.yearly) return target.path
  return target.path === 'conversions' ? `conversions.${year}` : target.path.replace('years.', `years.${year}.`)
}
