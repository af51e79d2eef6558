import type { JobName } from '../transaction.ts'

export type Recurring = {
  job: JobName
  /** minute hour day month weekday, in the installation's zone. */
  cron: string
  title: { zh: string; en: string }
}

/**
 * All recurring work of the installation. What a run missed while the server was down is made up for
 * at the next start, once; every verb bears being run again.
 */
export const recurring: readonly Recurring[] = [
  {
    job: 'platform:keep-letter-days',
    cron: '5 0 * * *',
    title: { zh: '准备与清理业务消息的日分区', en: 'Prepare and drop the days of letters' },
  },
  {
    job: 'ledger:expire-holds',
    cron: '* * * * *',
    title: { zh: '释放到期的预授权', en: 'Release holds that have expired' },
  },
  {
    job: 'points:expire-lots',
    cron: '10 0 * * *',
    title: { zh: '积分批次到期', en: 'Expire lots of points' },
  },
  {
    job: 'ledger:close-day',
    cron: '30 0 * * *',
    title: { zh: '日终：关闭昨日账并签名', en: 'Close of day: close and sign yesterday' },
  },
  {
    job: 'ledger:forget-refusals',
    cron: '20 3 * * *',
    title: { zh: '清除满 90 天的拒绝记录', en: 'Forget refusals kept for 90 days' },
  },
  {
    job: 'parties:ask-real-names',
    cron: '* * * * *',
    title: {
      zh: '再次询问未有结果的实名认证',
      en: 'Ask again about verifications without an answer',
    },
  },
  {
    job: 'parties:change-phones',
    cron: '* * * * *',
    title: {
      zh: '让等待期满的手机号更换生效',
      en: 'Let changes of phone number take effect when they are due',
    },
  },
  {
    job: 'parties:remind-check-ups',
    cron: '0 10 1 * *',
    title: { zh: '提醒未完成的安全体检', en: 'Remind of what is left to do for safety' },
  },
  {
    job: 'parties:sweep-sessions',
    cron: '15 * * * *',
    title: { zh: '清除已过期的会话', en: 'Remove sessions that have expired' },
  },
  {
    job: 'oversight:sign-chain',
    cron: '*/10 * * * *',
    title: { zh: '签名审计日志的链尾', en: 'Sign the end of the audit log' },
  },
  {
    job: 'wallet:chase-bank',
    cron: '* * * * *',
    title: {
      zh: '向银行查询未结的充值与提现',
      en: 'Ask the bank about open top-ups and withdrawals',
    },
  },
  {
    job: 'wallet:import-statements',
    cron: '45 0 * * *',
    title: { zh: '导入备付金对账单', en: 'Import the custodian’s statements' },
  },
  {
    job: 'banking:work',
    cron: '* * * * *',
    title: { zh: '沙盒银行处理到期的订单与回调', en: 'The sandbox bank does what is due' },
  },
  {
    job: 'platform:rewrap-keys',
    cron: '40 3 * * *',
    title: {
      zh: '用当前密钥版本重新封装数据密钥',
      en: 'Wrap keys anew with the current key version',
    },
  },
  {
    job: 'wallet:expire-code-payments',
    cron: '* * * * *',
    title: { zh: '关闭付款人逾时未决的收款', en: 'End what payers did not decide in time' },
  },
  {
    job: 'wallet:expire-checkouts',
    cron: '* * * * *',
    title: { zh: '关闭到期的收银台链接', en: 'End checkout links whose time is up' },
  },
  {
    job: 'wallet:sweep-payment-codes',
    cron: '25 * * * *',
    title: { zh: '清除失效的付款码', en: 'Remove payment codes that have ended' },
  },
  {
    job: 'wallet:end-due-transfers',
    cron: '* * * * *',
    title: { zh: '到期的转账到账或退回', en: 'Let transfers arrive or go back when they are due' },
  },
  {
    job: 'wallet:end-due-red-packets',
    cron: '* * * * *',
    title: { zh: '到期的红包退回未领部分', en: 'Return what nobody took of red packets' },
  },
  {
    job: 'messages:forget',
    cron: '50 3 * * *',
    title: { zh: '销毁旧消息的内容', en: 'Shred what was in old messages' },
  },
  {
    job: 'parties:shred-sealed',
    cron: '55 3 * * *',
    title: {
      zh: '保存期满，销毁已注销用户的身份资料',
      en: 'Shred who somebody was once the retention is over',
    },
  },
  {
    job: 'parties:shred-evidence',
    cron: '57 3 * * *',
    title: {
      zh: '保存期满，销毁实名认证的证明文件',
      en: 'Shred files of real names once their time is over',
    },
  },
  {
    job: 'platform:sweep-files',
    cron: '35 * * * *',
    title: { zh: '清除未被使用的上传文件', en: 'Remove files that belong to nothing' },
  },
  {
    job: 'wallet:save-regularly',
    cron: '10 8-20 * * *',
    title: { zh: '按计划自动攒钱', en: 'Put aside what people save by themselves' },
  },
  {
    job: 'wallet:move-disputes',
    cron: '*/5 * * * *',
    title: { zh: '推进到期的争议', en: 'Move disputes whose time is up' },
  },
]
