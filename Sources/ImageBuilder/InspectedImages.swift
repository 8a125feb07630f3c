import Console
import FoundationEssentials
import ImageInspection
import ImageTools
import Inspection
import SystemPackage
import TaskGraph

/// What an image says, read by programs of this machine; throws `MachineError` where those are missing.
func inspectedImage(_ file: FilePath) async throws -> InspectedImage {
  try checkInspectionTools()
  return try await inspectImage(file)
}

/// In what two images differ, and what they say of how they were built; nil where every byte is the same.
func imageDifference(
  between old: FilePath, and new: FilePath
) async throws -> (difference: ImageDifference, build: BuildDifference)? {
  try checkInspectionTools()
  async let oldDigest = diskDigest(old)
  async let newDigest = diskDigest(new)
  guard try await oldDigest != newDigest else { return nil }
  async let oldContents = readContents(old)
  async let newContents = readContents(new)
  let (before, after) = try await (oldContents, newContents)
  return (
    ImageDifference.between(before, after),
    BuildDifference(try buildDescription(of: before.image), try buildDescription(of: after.image))
  )
}

/// What an image says of how it was built; nil where it says nothing, or says it in a later version of the format.
func buildDescription(of image: InspectedImage) throws -> BuildDescription? {
  guard let text = image.description else { return nil }
  return try? JSONDecoder().decode(BuildDescription.self, from: Data(text.utf8))
}

private func checkInspectionTools() throws {
  do { try MissingTools.check(InspectionTools.packages) } catch { throw MachineError(error) }
}
