/**
 * A file that is refused as a whole. The sentences are for a clerk: what is wrong, and the way out. They say nothing of
 * how the file is read.
 */
export class FileProblem extends Error {
  readonly code: FileProblemCode

  constructor(code: FileProblemCode, detail?: string) {
    super(sentences[code] + (detail ?? ''))
    this.name = 'FileProblem'
    this.code = code
  }

  /** As another process told it. */
  static told(code: FileProblemCode, sentence: string): FileProblem {
    const problem = new FileProblem(code)
    problem.message = sentence
    return problem
  }
}

const sentences = {
  'old-format': '这是旧版 Excel 格式（.xls）。请用 Excel 或 WPS 打开，另存为 .xlsx 再上传。',
  password: '文件设了打开密码，读不了。请去掉密码，另存后再上传。',
  'binary-workbook': '这是二进制工作簿（.xlsb）。请用 Excel 打开，另存为 .xlsx 再上传。',
  'open-document': '这是 .ods 表格。请用 WPS 或 LibreOffice 打开，另存为 .xlsx 再上传。',
  'web-page': '这个文件其实是网页格式，不是真正的 Excel 表格。请用 Excel 打开，另存为 .xlsx 再上传。',
  'office-other': '这是 Word、PPT 一类的文件，不是表格。请上传 .xlsx 或 .csv。',
  archive: '这是压缩包，不是 Excel 工作簿。请解压后上传里面的 .xlsx 或 .csv。',
  'not-a-table': '文件里看不出表格（至少要有两列，第一行或前几行是表头）。请上传 .xlsx 或 .csv。',
  'unknown-type': '认不出这种文件。请上传 .xlsx 或 .csv。',
  empty: '文件是空的，没有数据。请检查后重新上传。',
  'no-rows': '表头下面没有数据行。请检查是不是选错了文件或工作表。',
  damaged: '文件已损坏或没有传完整，读不了。请用 Excel 打开确认，另存后再上传。',
  contradictory: '文件内部前后矛盾，不能确定内容，所以没有读。请用 Excel 打开，另存为新的 .xlsx 再上传。',
  unsafe: '文件解压后过大或结构异常，为安全起见没有读。请只保留需要的工作表，另存为新的 .xlsx 再上传。',
  'too-large': '文件超过 100 MB。请拆成几个文件分别上传。',
  'too-many-rows': '数据超过 200,000 行。请拆成几个文件分别上传。',
  'too-many-columns': '数据超过 200 列。请删去不需要的列再上传。',
  'cell-too-long': '有单元格的文字超过 32,767 个字：',
  encoding: '看不出文字的编码，读出来会是乱码。请用 Excel 打开，另存为 .xlsx 或“CSV UTF-8”再上传。',
  'broken-quotes': '引号没有成对，分不清哪些是一个单元格：',
  'no-such-sheet': '文件里没有这个工作表。请重新选择。',
  'took-too-long': '文件太复杂，在限定时间内没有读完，已停止。请删去不需要的工作表和格式，另存后再上传。',
  'took-too-much': '文件太复杂，读它要用的内存超过了限制，已停止。请删去不需要的工作表和格式，另存后再上传。',
  'reader-failed': '读文件时出错，已停止。请用 Excel 打开，另存为新的 .xlsx 再上传。',
} as const

export type FileProblemCode = keyof typeof sentences

export const isFileProblemCode = (code: string): code is FileProblemCode => Object.hasOwn(sentences, code)
