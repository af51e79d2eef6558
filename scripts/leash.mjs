// Loaded into the server by scripts/start.mjs. The channel closes when the starter is gone, even by
// kill -9; the server then stops as if it had been asked to, instead of running on unseen.
process.on('disconnect', () => process.kill(process.pid, 'SIGTERM'))
process.channel?.unref()
