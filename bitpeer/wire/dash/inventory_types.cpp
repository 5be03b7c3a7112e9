#include <bitpeer/wire/dash/inventory_types.hpp>

namespace bitpeer::wire::dash {

std::string inventory_types::to_string(inventory_type type) {
    switch (type.number) {
        case error.number: return "error";
        case transaction.number: return "transaction";
        case block.number: return "block";
        case filtered_block.number: return "filtered_block";
        case transaction_lock_request.number: return "transaction_lock_request";
        case transaction_lock_vote.number: return "transaction_lock_vote";
        case spork.number: return "spork";
        case masternode_winner.number: return "masternode_winner";
        case scanning_error.number: return "scanning_error";
        case budget_vote.number: return "budget_vote";
        case budget_proposal.number: return "budget_proposal";
        case budget_finalized.number: return "budget_finalized";
        case budget_finalized_vote.number: return "budget_finalized_vote";
        case masternode_quorum.number: return "masternode_quorum";
        case masternode_announcement.number: return "masternode_announcement";
        case masternode_ping.number: return "masternode_ping";
        case mixing_transaction.number: return "mixing_transaction";
        case governance_object.number: return "governance_object";
        case governance_vote.number: return "governance_vote";
        case masternode_verification.number: return "masternode_verification";
        case compact_block.number: return "compact_block";
        case quorum_commitment.number: return "quorum_commitment";
        case quorum_contribution.number: return "quorum_contribution";
        case quorum_complaint.number: return "quorum_complaint";
        case quorum_justification.number: return "quorum_justification";
        case premature_commitment.number: return "premature_commitment";
        case recovered_signature.number: return "recovered_signature";
        case chain_lock.number: return "chain_lock";
        case instant_lock.number: return "instant_lock";
        case deterministic_lock.number: return "deterministic_lock";
        case mixing_queue.number: return "mixing_queue";
        case platform_ban.number: return "platform_ban";
        default: return std::to_string(type.number);
    }
}

}  // namespace bitpeer::wire::dash
