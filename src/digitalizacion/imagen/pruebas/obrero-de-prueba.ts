/** A process that does with each file what the file says, for the tests of who commands it. */

import type { MensajeDelProceso } from '../taller-proceso.ts';

process.on('message', (bytes: Uint8Array) => {
  const orden = Buffer.from(bytes).toString();
  switch (orden) {
    case 'cae':
      process.kill(process.pid, 'SIGKILL');
      return;
    case 'se cuelga':
      // A loop of its own: nobody inside can end it.
      while (true);
    case 'no cabe': {
      const held = Buffer.alloc(400 * 1024 * 1024, 1);
      while (held.length > 0);
      return;
    }
    case 'falla':
      say({ tipo: 'error', pila: 'Error: ours' });
      return;
    default:
      say({
        tipo: 'hecho',
        resultado: { ok: false, error: { codigo: 'ARCHIVO_DANADO', mensaje: orden } },
      });
  }
});
process.on('disconnect', () => process.exit());
say({ tipo: 'listo' });

function say(mensaje: MensajeDelProceso): void {
  process.send?.(mensaje);
}
