import { merkleRoot } from '@suanpan/kernel/seal'

/** A subtree that is complete, and whether the watched leaf is in it. */
type Subtree = { height: number; hash: Buffer; watched: boolean }

export type GrowingTree = {
  /** @param leaf already hashed as an RFC 9162 leaf */
  add(leaf: Buffer): void
  root(): Buffer
  /** The audit path of the watched leaf, from the leaf upwards. Ask after the root. */
  path(): Buffer[]
}

/**
 * An RFC 9162 tree that is grown leaf by leaf and keeps one hash a level: a day may have a million
 * batches.
 *
 * @param watch index of the leaf whose audit path is wanted
 */
export function growTree(watch?: bigint): GrowingTree {
  const stack: Subtree[] = []
  const path: Buffer[] = []
  let count = 0n
  const join = (left: Subtree, right: Subtree): Subtree => {
    if (left.watched) path.push(right.hash)
    if (right.watched) path.push(left.hash)
    return {
      height: left.height + 1,
      hash: merkleRoot([left.hash, right.hash]),
      watched: left.watched || right.watched,
    }
  }
  const fold = (): Subtree | undefined => {
    for (;;) {
      const right = stack.pop()
      const left = stack.pop()
      if (left === undefined || right === undefined) return right
      stack.push(join(left, right))
    }
  }
  return {
    add: (leaf) => {
      let tree: Subtree = { height: 0, hash: leaf, watched: count === watch }
      count += 1n
      for (let left = stack.at(-1); left?.height === tree.height; left = stack.at(-1)) {
        stack.pop()
        tree = join(left, tree)
      }
      stack.push(tree)
    },
    root: () => fold()?.hash ?? merkleRoot([]),
    path: () => path,
  }
}
