import { certifications, titles } from '../../shared/dictionary/certifications.ts'
import type { Verdict } from '../../shared/report.ts'
import { type Names, parkName } from '../lists/recipe.ts'
import { verdictWords } from '../lists/words.ts'
import type { FirmFilter } from './filter.ts'

const words = (list: string, name: (id: string) => string): string =>
  list
    .split(',')
    .map((id) => name(id.trim()))
    .join('、')

/** The filter of the registry as one sentence, for exports and the audit trail. */
export function filterSentence(filter: FirmFilter, names: Names): string {
  const {
    q,
    park,
    town,
    industry,
    certification,
    verdict,
    shortBy,
    held,
    notHeld,
    expiringWithin,
    missingYear,
    warned,
    officer,
    tag,
    ids,
  } = filter
  const rung = certification ? certifications[certification].zh : '下一级'
  const parts = [
    ...(q ? [`名称或代码含「${q}」`] : []),
    ...(park ? [`园区：${words(park, (id) => parkName(names, id))}`] : []),
    ...(town ? [`镇街：${words(town, (code) => names.towns.get(code) ?? code)}`] : []),
    ...(industry ? [`行业代码以 ${industry} 开头`] : []),
    ...(verdict ? [`${rung}预评估：${words(verdict, (id) => verdictWords[id as Verdict]?.zh ?? id)}`] : []),
    ...(shortBy === undefined ? [] : [`${rung}最多差 ${shortBy} 项`]),
    ...(held ? [`持有${titles[held].zh}`] : []),
    ...(notHeld ? [`未持有${titles[notHeld].zh}`] : []),
    ...(expiringWithin === undefined ? [] : [`证书 ${expiringWithin} 天内到期`]),
    ...(missingYear === undefined ? [] : [`${missingYear} 年数据未填`]),
    ...(warned === undefined ? [] : [warned === 'true' ? '有待核数据' : '没有待核数据']),
    ...(officer === undefined ? [] : [officer === 'none' ? '没有服务专员' : `服务专员：${officer}`]),
    ...(tag === undefined ? [] : [`标签：${tag}`]),
    ...(ids === undefined ? [] : [`选定的 ${ids.split(',').length} 家`]),
  ]
  return parts.length === 0 ? '全部企业' : parts.join('；')
}
