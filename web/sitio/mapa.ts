/**
 * What each territory of the map says, beside it, for who points at it or comes to it with the keyboard.
 */

const box = document.createElement('div');
box.className = 'consejo';
box.hidden = true;
// The tile already says the same to who listens.
box.setAttribute('aria-hidden', 'true');
document.body.append(box);

function show(event: Event): void {
  const tile = event.target instanceof Element ? event.target.closest('[data-consejo], .mapa a') : null;
  box.hidden = tile === null;
  if (tile === null) return;
  box.textContent = tile.getAttribute('data-consejo') ?? tile.getAttribute('aria-label');
  const place = tile.getBoundingClientRect();
  const left = Math.min(place.left, document.documentElement.clientWidth - box.offsetWidth - 8);
  box.style.left = `${Math.max(left, 8) + scrollX}px`;
  box.style.top = `${place.bottom + scrollY + 4}px`;
}

document.addEventListener('pointerover', show);
document.addEventListener('focusin', show);
document.addEventListener('keydown', (event) => {
  if (event.key === 'Escape') box.hidden = true;
});
