// Draws every chart of the page, and again when the colour scheme changes; options come as JSON.
(() => {
  const dark = matchMedia('(prefers-color-scheme: dark)');
  const boxes = [...document.querySelectorAll('.chart')];

  // What JSON cannot say: the words of a heat map's tooltip, and the colour of its figures.
  const explain = option => {
    const [map] = option.series;
    if (map.type !== 'heatmap') return option;
    const formatter = ({value: [column, row, , count]}) =>
      `${option.yAxis.data[row]} taken for ${option.xAxis.data[column]}: ${count}`;
    const color = getComputedStyle(document.body).color;
    const label = {...map.label, color, textBorderWidth: 0};
    return {...option, tooltip: {formatter}, series: [{...map, label}]};
  };

  const draw = box => {
    const option = explain(JSON.parse(box.nextElementSibling.textContent));
    echarts.getInstanceByDom(box)?.dispose();
    echarts.init(box, dark.matches ? 'dark' : null, {renderer: 'svg'})
      .setOption({backgroundColor: 'transparent', animation: false, ...option});
  };

  const drawAll = () => boxes.forEach(draw);
  dark.addEventListener('change', drawAll);
  addEventListener('resize', () => boxes.forEach(box => echarts.getInstanceByDom(box)?.resize()));
  drawAll();
})();
