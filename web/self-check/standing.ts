import type { FirmFacts } from '../../shared/facts.ts'
import type { Assessment, Report } from '../../shared/report.ts'
import { firstRungs } from '../../shared/rules/rulesets/first-rungs.ts'
import type { Certification } from '../../shared/dictionary/certifications.ts'
import { plain, span } from '../format.ts'
import { t, term } from '../i18n.ts'
import { isCondition, ownValue, requirement, rowsOf } from '../reports/criteria.ts'
import { textIn } from '../reports/ruleset-text.ts'
import { certificationName } from '../reports/rungs.ts'
import { markOf, markWord } from '../verdicts.ts'

/** The rung that is being decided: the one the question is asked for, else what is recommended, else the lowest that is not reached. */
export function focusRung({ assessments, recommendation }: Report, asked: Certification | null): Assessment | null {
  const of = (id: Certification | null) => assessments.find(({ certification }) => certification === id)
  return of(asked) ?? of(recommendation.next) ?? assessments.find(({ verdict }) => verdict !== 'qualified') ?? assessments[0] ?? null
}

/** What a reader hears after a pause: rung, verdict, score. */
export function announcement(rung: Assessment | null): string {
  if (!rung) return ''
  const score = rung.score ? t('selfCheck.spokenScore', { score: span(rung.score.min, rung.score.max), pass: plain(rung.score.pass) }) : ''
  return t('selfCheck.spoken', { name: certificationName(rung.certification), verdict: t(markWord[markOf(rung.verdict)]), score })
}

/** Rungs that are out of reach before everything is answered: said at once, with the conditions that decide. */
export function earlyVerdicts(report: Report, facts: FirmFacts): readonly string[] {
  const open = report.assessments.filter(({ verdict }) => verdict === 'undetermined')
  if (open.length === 0) return []
  return report.assessments.flatMap((assessment) => {
    if (assessment.verdict !== 'unqualified') return []
    const text = textIn(firstRungs, assessment.ruleset, facts.asOf)
    if (!text) return []
    const why = rowsOf(assessment, text)
      .filter((row) => isCondition(row) && row.report.outcome === 'unmet')
      .map((row) => t('selfCheck.unmetBecause', { name: term(row.text.name), value: ownValue(row), wanted: requirement(row) }))
    return [
      t('selfCheck.outOfReach', {
        name: certificationName(assessment.certification),
        why: why.join(t('format.semicolon')),
        next: open.map(({ certification }) => certificationName(certification)).join(t('format.comma')),
      }),
    ]
  })
}
