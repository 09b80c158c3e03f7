"""The pages of the redesigned chains: worked out live (`proof`, `tampering`), then told in sections.

Each section stands in its own module; `document` puts them on one page, `contents` is the page that leads to them.
"""

from zaizao.cli.page.chain.contents import build_contents
from zaizao.cli.page.chain.document import build_chain_page
from zaizao.cli.page.chain.proof import CHAINS, Chain, Proof, prove_chain

__all__ = ["CHAINS", "Chain", "Proof", "build_chain_page", "build_contents", "prove_chain"]
