"""What is told beside the page: 得分依据, 审核, 模拟复核."""
