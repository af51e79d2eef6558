import type { Routes } from '@suanpan/contract/routes'
import type { ResponseOf } from '@suanpan/contract/routes/define'
import { KeyOutline } from 'antd-mobile-icons'
import { useState, type ReactNode } from 'react'
import { api, useRead, useWrite } from '../../data/queries.ts'
import { useT } from '../../i18n/index.ts'
import { useProof } from '../../parts/act/proof.tsx'
import { Button } from '../../parts/page/Button.tsx'
import { Field } from '../../parts/page/Field.tsx'
import { Notice } from '../../parts/page/Notice.tsx'
import { Page } from '../../parts/page/Page.tsx'
import { Row, Rows } from '../../parts/page/Rows.tsx'
import { Sheet } from '../../parts/page/Sheet.tsx'
import { Failed } from '../../parts/state/Failed.tsx'
import { Loaded, Nothing } from '../../parts/state/Loaded.tsx'
import { say } from '../../parts/state/say.ts'
import { When } from '../../parts/time/When.tsx'
import { addPasskey } from './passkey.ts'

type Passkey = ResponseOf<Routes['myPasskeys']['list']>['items'][number]

const CHANGES = ['myPasskeys.list', 'myCheckUp.get', 'me.get'] as const
const LABEL_MAX = 40

/** The passkeys of a person: a new one, another name, or none of it any more. */
export function Passkeys(): ReactNode {
  const t = useT()
  const prove = useProof()
  const read = useRead('myPasskeys.list', api.myPasskeys.list, {})
  const [chosen, setChosen] = useState<string>()
  const add = useWrite(() => prove((proof) => addPasskey(t('identity.thisPhone'), proof)), CHANGES)
  return (
    <Page
      title={t('security.passkeys')}
      back="/me/security"
      foot={
        <Button look="main" busy={add.isPending} onClick={() => add.mutate(undefined)}>
          {t('security.passkeyAdd')}
        </Button>
      }
    >
      <Loaded read={read} bones={2}>
        {({ items }) => (
          <>
            {items.length === 0 ? (
              <Nothing title={t('security.noPasskey')} hint={t('security.passkeysHint')} />
            ) : (
              <Rows note={t('security.passkeysHint')}>
                {items.map((passkey) => (
                  <Row
                    key={passkey.id}
                    icon={<KeyOutline />}
                    title={passkey.label}
                    note={<Used passkey={passkey} />}
                    onClick={() => setChosen(passkey.id)}
                  />
                ))}
              </Rows>
            )}
            <Manage
              key={chosen ?? 'none'}
              passkey={items.find(({ id }) => id === chosen)}
              isLast={items.length === 1}
              onClose={() => setChosen(undefined)}
            />
          </>
        )}
      </Loaded>
      {add.error ? <Failed error={add.error} /> : null}
    </Page>
  )
}

function Used(props: { passkey: Passkey }): ReactNode {
  const t = useT()
  const { createdAt, lastUsedAt } = props.passkey
  return (
    <>
      {t('security.addedOn')} <When at={createdAt} show="day" />
      {' · '}
      {lastUsedAt === null ? (
        t('security.neverUsed')
      ) : (
        <>
          {t('security.lastUsed')} <When at={lastUsedAt} />
        </>
      )}
    </>
  )
}

function Manage(props: {
  passkey: Passkey | undefined
  isLast: boolean
  onClose: () => void
}): ReactNode {
  const t = useT()
  const { passkey, isLast, onClose } = props
  const [leaving, setLeaving] = useState(false)
  return (
    <Sheet
      open={passkey !== undefined}
      title={leaving ? t('security.passkeyRemove') : (passkey?.label ?? '')}
      onClose={onClose}
    >
      {passkey === undefined ? null : leaving ? (
        <Leave passkey={passkey} isLast={isLast} onDone={onClose} />
      ) : (
        <Name passkey={passkey} onDone={onClose} onLeave={() => setLeaving(true)} />
      )}
    </Sheet>
  )
}

function Name(props: { passkey: Passkey; onDone: () => void; onLeave: () => void }): ReactNode {
  const t = useT()
  const { passkey, onDone } = props
  const [label, setLabel] = useState(passkey.label)
  const rename = useWrite(api.myPasskeys.rename, CHANGES)
  const save = async (): Promise<void> => {
    await rename.mutateAsync({ params: { id: passkey.id }, body: { label: label.trim() } })
    say(t('security.saved'))
    onDone()
  }
  return (
    <>
      <Field
        label={t('security.passkeyName')}
        value={label}
        onChange={setLabel}
        maxLength={LABEL_MAX}
      />
      {rename.error ? <Failed error={rename.error} /> : null}
      <Button
        look="main"
        busy={rename.isPending}
        disabled={label.trim() === ''}
        onClick={() => void save().catch(() => undefined)}
      >
        {t('action.save')}
      </Button>
      <Button look="danger" onClick={props.onLeave}>
        {t('security.passkeyRemove')}
      </Button>
    </>
  )
}

/** What goes with it is said before; the last one says more. */
function Leave(props: { passkey: Passkey; isLast: boolean; onDone: () => void }): ReactNode {
  const t = useT()
  const prove = useProof()
  const { passkey, isLast, onDone } = props
  const remove = useWrite(
    () =>
      prove(async (proof) => {
        const body = proof === undefined ? {} : { proof }
        await api.myPasskeys.remove({ params: { id: passkey.id }, body })
        return true
      }),
    CHANGES,
  )
  const leave = async (): Promise<void> => {
    if ((await remove.mutateAsync(undefined)) !== true) return
    say(t('security.passkeyRemoved'))
    onDone()
  }
  return (
    <>
      <p>{t('security.passkeyRemoveHint', { label: passkey.label })}</p>
      {isLast ? <Notice tone="warning">{t('security.passkeyLast')}</Notice> : null}
      {remove.error ? <Failed error={remove.error} /> : null}
      <Button
        look="danger"
        busy={remove.isPending}
        onClick={() => void leave().catch(() => undefined)}
      >
        {t('security.passkeyRemove')}
      </Button>
    </>
  )
}
