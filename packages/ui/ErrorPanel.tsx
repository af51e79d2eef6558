import { Alert, Button } from 'antd'
import type { ReactNode } from 'react'

/** Something was refused or failed: the sentence, what to quote to support, and a way to try again. */
export function ErrorPanel(props: {
  title: string
  sentence?: string
  /** `label: value` pairs under the sentence, such as the code and the request's id. */
  facts?: readonly { label: string; value: string }[]
  retry?: { label: string; onClick: () => void }
  quiet?: boolean
}): ReactNode {
  const facts = props.facts ?? []
  return (
    <Alert
      showIcon
      type={props.quiet ? 'warning' : 'error'}
      className="sp-error"
      title={props.title}
      description={
        <>
          {props.sentence ? <div>{props.sentence}</div> : null}
          {facts.length > 0 ? (
            <div className="sp-error-facts">
              {facts.map((fact) => (
                <span key={fact.label}>
                  {fact.label} <code>{fact.value}</code>
                </span>
              ))}
            </div>
          ) : null}
        </>
      }
      action={
        props.retry ? (
          <Button size="small" onClick={props.retry.onClick}>
            {props.retry.label}
          </Button>
        ) : undefined
      }
    />
  )
}
