/** The service worker, from the page: it is installed, and a new version waits until the person lets it in. */

import { useSyncExternalStore } from 'react';

/** An application that stays open all night asks by itself whether there is another version. */
const ENTRE_BUSQUEDAS_MS = 30 * 60_000;

let waiting: ServiceWorker | null = null;
/** Another window let the new version in: this one goes on with its own until the person says so. */
let replaced = false;
const listeners = new Set<() => void>();

/** Registers it; with a program that is already there, finds out whether there is another version. */
export async function instalar(): Promise<void> {
  const { serviceWorker } = navigator;
  if (serviceWorker === undefined) return;
  const registration = await serviceWorker.register('/casilla/sw.js', {
    scope: '/casilla/',
    updateViaCache: 'none',
  });
  const look = () => {
    waiting = registration.waiting;
    for (const changed of listeners) changed();
  };
  look();
  let had = serviceWorker.controller !== null;
  serviceWorker.addEventListener('controllerchange', () => {
    replaced = had;
    had = true;
    look();
  });
  // Without network there is nothing to find out.
  setInterval(() => void registration.update().catch(() => undefined), ENTRE_BUSQUEDAS_MS);
  registration.addEventListener('updatefound', () => {
    registration.installing?.addEventListener('statechange', look);
  });
}

/** Whether another version is ready. */
export function useVersionNueva(): 'hay' | 'no_hay' {
  return useSyncExternalStore(
    (changed) => {
      listeners.add(changed);
      return () => listeners.delete(changed);
    },
    // The first installation has nothing to take the place of.
    () => (replaced || (waiting !== null && navigator.serviceWorker.controller !== null) ? 'hay' : 'no_hay'),
  );
}

/** Lets the new version in and opens it. What the phone keeps is in its store: no version touches it. */
export function actualizar(): void {
  if (waiting === null) {
    location.reload();
    return;
  }
  navigator.serviceWorker.addEventListener('controllerchange', () => location.reload(), { once: true });
  waiting.postMessage('actualizar');
}

/** Asks the phone not to throw away what it keeps when it is short of space. */
export async function pedirPermanencia(): Promise<void> {
  await navigator.storage?.persist?.();
}
