import { Button, Form, Input } from 'antd'
import { Fragment, useEffect, useState, type ReactNode } from 'react'
import { useT } from '../i18n/index.ts'

export type Credentials = { login: string; password: string }
type Known = { login: string; password: string; code: string }
export type Demo = Known & { validForSeconds: number; checker: Known }

const CODE_DIGITS = 6

export function PasswordStep(props: {
  initial: Credentials
  onDone: (credentials: Credentials) => void
}): ReactNode {
  const t = useT()
  const [form] = Form.useForm<Credentials>()
  useEffect(() => form.setFieldsValue(props.initial), [form, props.initial])
  return (
    <Form
      form={form}
      layout="vertical"
      requiredMark={false}
      onFinish={props.onDone}
      initialValues={props.initial}
    >
      <Form.Item
        name="login"
        label={t('signIn.login')}
        normalize={(value: string) => value.trim().toLowerCase()}
        rules={[{ required: true, message: t('signIn.loginNeeded') }]}
      >
        <Input
          size="large"
          autoFocus
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
        />
      </Form.Item>
      <Form.Item
        name="password"
        label={t('signIn.password')}
        rules={[{ required: true, message: t('signIn.passwordNeeded') }]}
      >
        <Input.Password size="large" autoComplete="current-password" />
      </Form.Item>
      <Button type="primary" size="large" htmlType="submit" block>
        {t('signIn.next')}
      </Button>
    </Form>
  )
}

/** Six digits; the sixth sends them. After a refusal the field is empty again. */
export function CodeStep(props: {
  login: string
  busy: boolean
  blocked: boolean
  /** Changes with every try, so that the field starts anew. */
  attempt: number
  onCode: (code: string) => void
  onBack: () => void
}): ReactNode {
  const t = useT()
  const [code, setCode] = useState('')
  const ready = code.length === CODE_DIGITS && !props.busy && !props.blocked
  useEffect(() => {
    if (!props.busy) setCode('')
  }, [props.attempt, props.busy])
  return (
    <form
      className="code-step"
      onSubmit={(event) => {
        event.preventDefault()
        if (ready) props.onCode(code)
      }}
    >
      <label htmlFor="one-time-code">{t('signIn.code', { login: props.login })}</label>
      <Input
        id="one-time-code"
        className="code-field"
        size="large"
        value={code}
        autoFocus
        autoComplete="one-time-code"
        inputMode="numeric"
        maxLength={CODE_DIGITS}
        disabled={props.busy || props.blocked}
        placeholder="••••••"
        onChange={(event) => {
          const digits = event.target.value.replace(/\D/g, '').slice(0, CODE_DIGITS)
          setCode(digits)
          if (digits.length === CODE_DIGITS && !props.busy && !props.blocked) props.onCode(digits)
        }}
      />
      <p className="code-help">{t('signIn.codeHelp')}</p>
      <Button
        type="primary"
        size="large"
        htmlType="submit"
        block
        loading={props.busy}
        disabled={!ready && !props.busy}
      >
        {t('signIn.submit')}
      </Button>
      <Button type="link" block onClick={props.onBack}>
        {t('signIn.back')}
      </Button>
    </form>
  )
}

/** The demo town tells how to come in, also as the second operator; any other installation says nothing here. */
export function DemoHint(props: {
  hint: Demo | null
  step: 'password' | 'code'
  /** Who is signing in, once that is known. */
  login: string
  onUse: (demo: { login: string; password: string }) => void
  onFetch: () => void
}): ReactNode {
  const t = useT()
  const { hint, step, login, onUse, onFetch } = props
  if (!hint) return null
  const { checker } = hint
  return (
    <aside className="demo-hint">
      <strong>{t('signIn.demo')}</strong>
      {step === 'password' ? (
        [hint, checker].map((each) => (
          <Fragment key={each.login}>
            <span>
              {t('signIn.login')} <code>{each.login}</code>
              {each === checker ? ` ${t('signIn.demoChecker')}` : null}
            </span>
            <span>
              {t('signIn.password')} <code>{each.password}</code>
            </span>
            <Button size="small" onClick={() => onUse(each)}>
              {t('signIn.demoUse')}
            </Button>
          </Fragment>
        ))
      ) : (
        <>
          <span>
            {t('signIn.demoCode')}{' '}
            <code className="sp-num">{login === checker.login ? checker.code : hint.code}</code>
          </span>
          <Button size="small" onClick={onFetch}>
            {t('signIn.demoRefresh')}
          </Button>
        </>
      )}
    </aside>
  )
}
