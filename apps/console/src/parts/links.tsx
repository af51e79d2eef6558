import { Ellipsis, Ident } from '@suanpan/ui'
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { api, useRead } from '../data/queries.ts'

const MERCHANTS_REMEMBERED = 200

export function PersonLink(props: { id: string; name?: string | null }): ReactNode {
  return (
    <Link to={`/people/${props.id}`}>
      {props.name ? <Ellipsis text={props.name} width={160} /> : <Ident id={props.id} />}
    </Link>
  )
}

/** A merchant by name where the first leaf of the list knows it, by id otherwise. */
export function MerchantLink(props: { id: string }): ReactNode {
  const name = useMerchantName(props.id)
  return (
    <Link to={`/merchants/${props.id}`}>
      {name ? <Ellipsis text={name} width={230} /> : <Ident id={props.id} />}
    </Link>
  )
}

export function PostingLink(props: { id: string }): ReactNode {
  return (
    <Link to={`/postings/${props.id}`}>
      <Ident id={props.id} />
    </Link>
  )
}

/** An account by its address; the ids inside are shortened, the whole is in the tooltip. */
export function AddressLink(props: { address: string }): ReactNode {
  return (
    <Link
      to={`/accounts/${encodeURIComponent(props.address)}`}
      title={props.address}
      className="address"
    >
      {shortAddress(props.address)}
    </Link>
  )
}

/** `person:per_…t5vmnk:cny`: ids lose their middle, words stay. */
export function shortAddress(address: string): string {
  return address
    .split(':')
    .map((part) => (part.length > 18 ? `${part.slice(0, 4)}…${part.slice(-6)}` : part))
    .join(':')
}

export function useMerchantName(id: string): string | undefined {
  const merchants = useRead('merchants.list', api.merchants.list, {
    query: { limit: MERCHANTS_REMEMBERED },
  })
  return merchants.data?.items.find((merchant) => merchant.id === id)?.name
}
