import { Problem } from '@suanpan/client'
import { App, Button } from 'antd'
import { useNavigate } from 'react-router'
import { useT } from '../i18n/index.ts'

/**
 * Some deeds take two operators: the server has filed the wish and says so with a refusal. Whoever
 * asked is told that it waits and where; the answer is true for such a refusal alone.
 */
export function useApprovalNotice(): (error: unknown) => boolean {
  const t = useT()
  const navigate = useNavigate()
  const { notification } = App.useApp()
  return (error) => {
    const approval = askedApproval(error)
    if (approval === undefined) return false
    notification.success({
      key: approval,
      // It leads on to something, so it stays until it was read.
      duration: 0,
      title: t('approvals.filed'),
      description: t('approvals.filedHint'),
      actions: (
        <Button
          size="small"
          onClick={() => {
            notification.destroy(approval)
            void navigate(`/approvals/${approval}`)
          }}
        >
          {t('approvals.see')}
        </Button>
      ),
    })
    return true
  }
}

/** The approval that a refusal has filed; such a refusal is no problem to show. */
export function askedApproval(error: unknown): string | undefined {
  if (!(error instanceof Problem) || error.code !== 'approval_required') return undefined
  const { approval } = error.details
  return typeof approval === 'string' ? approval : undefined
}
