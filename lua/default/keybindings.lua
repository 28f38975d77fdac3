-- The usual keys of the window. A user/keybindings.lua takes the place of this file: with require("shipped.keybindings")
-- at its top it says only what is to be different. What was chosen in Settings counts more.
--
-- All commands of the window are here, also those without keys. No key is one that shells or agents need, or that browsers
-- keep for themselves. The window reads this table also while Lua does not run: it holds nothing but names and keys.
keys.map {
  ["window.palette"] = { "mod+shift+p", "f1" },
  ["window.go-to-agent"] = { "mod+shift+space" },
  ["window.search"] = { "/" },
  ["window.shortcuts"] = { "?" },

  -- 1 to 9, with mod or without, lead to the views of the sidebar in its order, for as long as no file gives keys to
  -- window.activity, window.rules, window.agents, window.lua, window.status, window.settings or window.view/NAME.
  ["theme.light"] = {},
  ["theme.dark"] = {},
  ["theme.system"] = {},

  ["agents.start"] = { "mod+shift+a" },
  ["agents.start-shell"] = { "mod+shift+enter" },
  ["agents.next"] = { "mod+shift+bracketright" },
  ["agents.previous"] = { "mod+shift+bracketleft" },
  ["agents.next-wanting"] = { "mod+shift+j" },
  ["agents.focus-list"] = { "mod+shift+l" },
  ["agents.search-output"] = { "mod+shift+s" },
  ["agents.broadcast"] = { "mod+shift+b" },
  ["agents.details"] = { "mod+shift+y" },
  ["agents.changes"] = { "mod+shift+g" },
  ["agents.open-window"] = { "mod+shift+o" },
  ["agents.rename"] = {},
  ["agents.group"] = {},
  ["agents.restart"] = {},
  ["agents.kill"] = {},
  ["agents.remove"] = {},
  ["agents.remove-ended"] = {},

  ["agents.split-right"] = { "mod+shift+d" },
  ["agents.split-down"] = { "mod+shift+e" },
  ["agents.close-pane"] = { "mod+shift+k" },
  ["agents.zoom"] = { "mod+shift+x" },
  ["agents.equal-panes"] = {},
  ["agents.focus-left"] = { "mod+shift+left" },
  ["agents.focus-right"] = { "mod+shift+right" },
  ["agents.focus-up"] = { "mod+shift+up" },
  ["agents.focus-down"] = { "mod+shift+down" },
  ["agents.swap-left"] = { "mod+alt+shift+left" },
  ["agents.swap-right"] = { "mod+alt+shift+right" },
  ["agents.swap-up"] = { "mod+alt+shift+up" },
  ["agents.swap-down"] = { "mod+alt+shift+down" },

  ["terminal.find"] = { "mod+shift+f" },
  ["terminal.zoom-in"] = { "mod+shift+equal" },
  ["terminal.zoom-out"] = { "mod+shift+minus" },
  ["terminal.zoom-reset"] = { "mod+shift+0" },
  ["terminal.copy"] = {},
  ["terminal.copy-unwrapped"] = {},
  ["terminal.paste"] = {},
  ["terminal.select-all"] = {},
  ["terminal.clear"] = {},
  ["terminal.scroll-to-top"] = {},
  ["terminal.scroll-to-bottom"] = {},
}
