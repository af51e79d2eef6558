import assert from 'node:assert/strict'
import { test } from 'node:test'
import { auditPath, hashLeaf, merkleRoot } from '@suanpan/kernel/seal'
import { growTree } from './tree.ts'

test('a tree grown leaf by leaf has the root and the audit paths of the whole', () => {
  for (let size = 0; size <= 40; size++) {
    const leaves = Array.from({ length: size }, (_, i) => hashLeaf(Buffer.of(i)))
    for (let watched = 0; watched < Math.max(size, 1); watched++) {
      const tree = growTree(BigInt(watched))
      for (const leaf of leaves) tree.add(leaf)
      assert.deepEqual(tree.root(), merkleRoot(leaves), `root of ${size}`)
      if (size > 0)
        assert.deepEqual(tree.path(), auditPath(leaves, watched), `${watched} of ${size}`)
    }
  }
})
