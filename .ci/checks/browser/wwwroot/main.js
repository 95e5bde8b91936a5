import { dotnet } from './_framework/dotnet.js';

const send = (path, text) => fetch(path, { method: 'POST', body: text });
try {
    const { getAssemblyExports, getConfig } = await dotnet.create();
    const { GoldenRuns } = await getAssemblyExports(getConfig().mainAssemblyName);
    for (let i = 0; i < GoldenRuns.Count(); i++) {
        const began = performance.now();
        await send('/line', `run ${GoldenRuns.Run(i)} ${((performance.now() - began) / 1000).toFixed(1)} s`);
    }
    await send('/line', `multiply-add bits ${GoldenRuns.MultiplyAddBits()}`);
    await send('/line', `multiply-add speed ${GoldenRuns.MultiplyAddSpeed()}`);
    await send('/end', '');
} catch (error) {
    await send('/end', String(error.stack ?? error));
}
