import type { Random } from '@suanpan/kernel/random'

/** Common family names, the more frequent first. */
const SURNAMES = [
  ...'王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹',
  ...'彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金',
  '欧阳',
  '上官',
]
const FIRST_CHARACTERS = [...'志文建国海明晓雅思嘉子梓雨欣佳美丽秀玉春秋冬宏永天一云若诗宇浩俊']
const LAST_CHARACTERS = [...'伟芳娜敏静强磊军洋勇艳杰娟涛超霞平刚桂英华玲飞鹏辉婷宁涵轩怡琳博']
const TWO_CHARACTERS_SHARE = 0.78
/** Numbers that begin with 100 are never given to a phone, so nobody can be called by accident. */
const PHONE_PREFIX = '100'

export function personName(random: Random): string {
  const rank = Math.floor(random.next() ** 1.7 * SURNAMES.length)
  const surname = SURNAMES[rank] ?? '林'
  const last = random.pick(LAST_CHARACTERS)
  return surname + (random.chance(TWO_CHARACTERS_SHARE) ? random.pick(FIRST_CHARACTERS) : '') + last
}

/** Different for every index below a hundred million. */
export function phoneNumber(index: number): string {
  return PHONE_PREFIX + String((index * 48_271) % 100_000_000).padStart(8, '0')
}
