import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify'
import type { Problem, ProblemDetail } from '../shared/problem.ts'
import { sqlState } from './db/context.ts'
import { inEnglish } from './english.ts'

/** Every problem the API can answer: status, title in Chinese and in English. `type` is `/problems/<name>`. */
export const problems = {
  'bad-request': [400, '请求有误', 'The request is malformed'],
  'invalid-request': [400, '有内容填写不正确', 'Some values are not valid'],
  'invalid-facts': [400, '企业数据有误', 'The facts of the firm are not valid'],
  'not-signed-in': [401, '请先登录', 'Please sign in'],
  'sign-in-refused': [401, '账号或密码不正确', 'The account or the password is wrong'],
  'second-factor-needed': [401, '请输入动态码', 'A code of the second factor is needed'],
  'code-refused': [401, '动态码不正确，或已经用过', 'The code is wrong or has been used'],
  'setup-refused': [403, '初始化口令不正确，或已经用过', 'The setup secret is wrong or has been used'],
  'not-allowed': [403, '没有权限', 'You may not do this'],
  'password-change-required': [403, '请先修改密码', 'Change your password first'],
  'second-factor-required': [403, '请先设置二次验证', 'Set up your second factor first'],
  'invitation-refused': [403, '链接无效、已过期或已经用过', 'The link is wrong, has expired or has been used'],
  'foreign-origin': [403, '拒绝来自其他网站的请求', 'Requests from other sites are refused'],
  'not-found': [404, '没有找到', 'Not found'],
  'firm-not-found': [404, '没有找到这家企业', 'No such firm'],
  'account-not-found': [404, '没有找到这个账号', 'No such account'],
  'session-not-found': [404, '没有找到这个登录', 'No such session'],
  'job-not-found': [404, '没有找到这项任务', 'No such job'],
  'import-not-found': [404, '没有找到这次导入', 'No such import'],
  'list-not-found': [404, '没有找到这份名单', 'No such list'],
  'evidence-not-found': [404, '没有找到这份材料', 'No such paper'],
  'view-not-found': [404, '没有找到这个视图', 'No such view'],
  'move-not-found': [404, '没有找到这次迁移', 'No such move'],
  'training-not-found': [404, '没有找到这次培训', 'No such training'],
  'service-not-found': [404, '没有找到这条服务记录', 'No such service record'],
  'ruleset-not-found': [404, '没有找到这套规则', 'No such rule set'],
  'method-not-allowed': [405, '不支持这种操作', 'The method is not allowed here'],
  'not-acceptable': [406, '无法提供所要的格式', 'No such representation'],
  'request-timeout': [408, '请求超时', 'The request took too long'],
  conflict: [409, '与已有的内容冲突', 'It conflicts with what is there'],
  'firm-exists': [409, '这个统一社会信用代码已经登记', 'A firm of this code is registered already'],
  'account-exists': [409, '这个账号名已经有人用', 'The account name is taken'],
  'second-factor-on': [409, '二次验证已经开启', 'The second factor is on already'],
  'setup-done': [409, '已经初始化过', 'The installation is set up already'],
  'stale-version': [412, '内容已被别人修改，请核对后再保存', 'It was changed by someone else meanwhile'],
  'too-large': [413, '内容过大', 'The content is too large'],
  'uri-too-long': [414, '网址过长', 'The address is too long'],
  'unsupported-media-type': [415, '不支持这种内容格式', 'The content type is not supported'],
  'key-reused': [422, '同一个 Idempotency-Key 用在了不同的请求上', 'The Idempotency-Key was used for another request'],
  'version-required': [428, '缺少 If-Match：请先读取再修改', 'If-Match is missing: read before you write'],
  'too-many-requests': [429, '请求过于频繁，请稍后再试', 'Too many requests, try again later'],
  'account-locked': [429, '连续输错多次，账号已暂时锁定，请稍后再试', 'Too many failures: locked for a while'],
  'headers-too-large': [431, '请求头过大', 'The request headers are too large'],
  'internal-error': [500, '系统出错了，请稍后再试', 'Something went wrong'],
  unavailable: [503, '系统暂时不可用，请稍后再试', 'Temporarily unavailable, try again later'],
} as const satisfies Readonly<Record<string, readonly [status: number, zh: string, en: string]>>

export type ProblemName = keyof typeof problems

interface ProblemOptions {
  /** One more sentence, for people. */
  readonly detail?: string
  readonly errors?: readonly ProblemDetail[]
  /** The same in English, where it is not to be had from the sentences. */
  readonly english?: () => readonly ProblemDetail[]
  /** With 412: the resource as it now stands. */
  readonly current?: unknown
  readonly headers?: Readonly<Record<string, string>>
  readonly cause?: unknown
}

/** A failure that the caller can act on. The one error handler answers it. */
export class ProblemError extends Error {
  readonly problem: ProblemName
  readonly options: ProblemOptions
  readonly statusCode: number

  constructor(problem: ProblemName, options: ProblemOptions = {}) {
    super(problem, { cause: options.cause })
    this.name = 'ProblemError'
    this.problem = problem
    this.options = options
    this.statusCode = problems[problem][0]
  }
}

/** A refusal of one value: `invalid-request` with one entry. */
export const refuse = (pointer: string, detail: string): ProblemError =>
  new ProblemError('invalid-request', { errors: [{ pointer, detail }] })

const prefersEnglish = (accepted: string | undefined): boolean => /^\s*en\b/i.test(accepted ?? '')

/** Sentences about whole files and firms have no English: they stay as they are. */
function inEnglishToo({ detail, errors, english }: ProblemOptions): Pick<ProblemOptions, 'detail' | 'errors'> {
  const sentence = detail === undefined ? undefined : (inEnglish(detail) ?? detail)
  const said = english?.() ?? errors
  return {
    ...(sentence !== undefined && { detail: sentence }),
    ...(said && { errors: said.map((one) => ({ ...one, detail: inEnglish(one.detail) ?? `Not a valid value (${one.detail})` })) }),
  }
}

/** The body of a problem. */
export function problemBody(error: ProblemError, requestId: string | undefined, acceptLanguage?: string): Problem {
  const [status, zh, en] = problems[error.problem]
  const { current } = error.options
  const isEnglish = prefersEnglish(acceptLanguage)
  const { detail, errors } = isEnglish ? inEnglishToo(error.options) : error.options
  return {
    type: `/problems/${error.problem}`,
    title: isEnglish ? en : zh,
    status,
    ...(detail !== undefined && { detail }),
    ...(requestId !== undefined && { requestId }),
    ...(errors && { errors: [...errors] }),
    ...(current !== undefined && { current }),
  }
}

const byStatus: Readonly<Record<number, ProblemName>> = {
  400: 'bad-request',
  401: 'not-signed-in',
  403: 'not-allowed',
  404: 'not-found',
  405: 'method-not-allowed',
  406: 'not-acceptable',
  408: 'request-timeout',
  409: 'conflict',
  413: 'too-large',
  414: 'uri-too-long',
  415: 'unsupported-media-type',
  429: 'too-many-requests',
  431: 'headers-too-large',
  503: 'unavailable',
}

/** What the database says when it is away, starting, stopping or full: nothing is wrong with the request. */
const unavailableStates = /^(08|53|57P0|CONNECTION_|CONNECT_TIMEOUT|ECONNREFUSED|ECONNRESET|EPIPE)/

const stateProblems: Readonly<Record<string, ProblemName>> = {
  '23505': 'conflict',
  '23503': 'conflict',
  '42501': 'not-allowed',
  // Text with NUL or lone surrogates, numbers and dates out of range that no schema caught.
  '22021': 'bad-request',
  '22P05': 'bad-request',
  '22003': 'bad-request',
  '22008': 'bad-request',
  '22P02': 'bad-request',
  '57014': 'unavailable',
  '40P01': 'unavailable',
  '40001': 'unavailable',
}

/** The problem that any error comes down to. What nobody foresaw is an `internal-error`, without its message. */
export function problemOf(error: unknown): ProblemError {
  if (error instanceof ProblemError) return error
  const state = sqlState(error)
  if (state && unavailableStates.test(state)) return new ProblemError('unavailable', { cause: error, headers: { 'retry-after': '5' } })
  const known = state && stateProblems[state]
  if (known) return new ProblemError(known, { cause: error, ...(known === 'unavailable' && { headers: { 'retry-after': '1' } }) })
  const status = error instanceof Error && 'statusCode' in error && typeof error.statusCode === 'number' ? error.statusCode : 500
  const name = byStatus[status] ?? (status >= 400 && status < 500 ? 'bad-request' : 'internal-error')
  return new ProblemError(name, { cause: error })
}

export const problemType = 'application/problem+json; charset=utf-8'

/** The one error handler, for Fastify and for what its framework refuses. */
export function answerProblem(error: FastifyError | Error, request: FastifyRequest, reply: FastifyReply): void {
  const problem = problemOf(error)
  if (problem.statusCode >= 500) request.log.error({ err: error }, 'failed')
  const body = problemBody(problem, request.id, request.headers['accept-language'])
  void reply
    .code(problem.statusCode)
    .headers(problem.options.headers ?? {})
    .header('cache-control', 'no-store')
    .type(problemType)
    .serializer(JSON.stringify)
    .send(body)
}
