/** Pictures and documents that people and merchants send. */
export const fileRefusals = {
  file_too_large: {
    status: 422,
    zh: '文件太大：{bytes} 字节，最多 {maxBytes} 字节',
    en: 'The file is too large: {bytes} bytes, at most {maxBytes}',
  },
  file_type_refused: {
    status: 422,
    zh: '只能上传图片（JPEG、PNG、WebP）或 PDF',
    en: 'Only pictures (JPEG, PNG, WebP) and PDF can be sent',
  },
  file_not_found: { status: 404, zh: '文件 {file} 不存在', en: 'There is no file {file}' },
  too_many_files: {
    status: 409,
    zh: '文件太多，最多 {max} 个',
    en: 'Too many files: at most {max}',
  },
} as const satisfies Record<string, { status: number; zh: string; en: string }>
