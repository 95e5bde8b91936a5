// The page: pictures are drawn before they become visible, and in idle time.

const darkTheme = matchMedia('(prefers-color-scheme: dark)');

const pictures = [...document.querySelectorAll('.picture')].map(element => ({
  element, kind: element.dataset.kind, data: JSON.parse(element.querySelector('script[type="application/json"]').textContent),
}));
const charts = pictures.filter(picture => picture.kind === 'chart');

for (const picture of pictures) {
  addTools(picture);
  if (picture.kind === 'images') showImages(picture);
  if (picture.kind === 'confusion') showConfusion(picture);
  if (picture.kind === 'whatif') showWhatIf(picture);
  if (picture.data.offersPlanes) addPlanes(picture);
  if (picture.data.traces || picture.data.table) addData(picture);
  if (picture.kind !== 'chart') picture.element.dataset.drawn = 'true';
  else if (spatial(picture.data)) turnByKeys(picture);
}

const observer = new IntersectionObserver(entries => {
  for (const { isIntersecting, target } of entries)
    if (isIntersecting) ensureDrawn(charts.find(picture => picture.element === target));
}, { rootMargin: '300px' });
for (const picture of charts) observer.observe(picture.element);

const whenIdle = window.requestIdleCallback ?? (act => setTimeout(act, 50));
function drawRest() {
  const next = charts.find(picture => !picture.drawn && !spatial(picture.data));
  if (next) ensureDrawn(next).then(() => whenIdle(drawRest));
}
whenIdle(drawRest);

function repaint(all) {
  canvases.forEach(paint);
  for (const picture of charts) if (all || picture.drawn) drawChart(picture);
}
let width = innerWidth;
addEventListener('resize', () => requestAnimationFrame(() => {
  if (width === innerWidth) return;
  width = innerWidth;
  repaint(false);
}));
darkTheme.addEventListener('change', () => repaint(false));
addEventListener('beforeprint', () => { root.classList.add('on-paper'); repaint(true); });
addEventListener('afterprint', () => { root.classList.remove('on-paper'); repaint(false); });
