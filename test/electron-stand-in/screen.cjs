// screen: one display, whose work area a test may change.
const { Emitter, strict } = require('./strict.cjs');

let workArea = { x: 0, y: 0, width: 1280, height: 800 };

class Screen extends Emitter {
  constructor() {
    super('screen', ['display-added', 'display-removed', 'display-metrics-changed']);
  }

  getAllDisplays() {
    return [this.getPrimaryDisplay()];
  }

  getPrimaryDisplay() {
    return strict('Display', { id: 1, scaleFactor: 1, workArea: { ...workArea } });
  }
}

const screen = strict('screen', new Screen());

/** For tests: a bar of the desktop has come or gone, or the display is another. */
function setWorkArea(area) {
  workArea = area;
  screen.emit('display-metrics-changed', {}, screen.getPrimaryDisplay(), ['workArea']);
}

module.exports = { screen, setWorkArea };
